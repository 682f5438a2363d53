import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { installedReports } from './plugins/index.ts';
import { loadReportPackages } from './reports/load-report-packages.ts';
import { createReportEngine } from './reports/report-engine.ts';
import { createReportRegistry } from './reports/report-registry.ts';
import { serveLetters } from './reports/thread/serve-letters.ts';
import { packBodies } from './schema/reports/letter-bodies.ts';

/** The thread on which letters of runs are made: all reports, without the graph and the database. */
const { packages, folder } = z
  .object({ packages: z.array(z.string()), folder: z.string() })
  .parse(workerData);

if (parentPort === null) throw new Error('This module is run by a thread: see createLetterThread.');

const reports = [...installedReports, ...(await loadReportPackages(packages, folder))];
serveLetters(
  parentPort,
  createReportEngine({
    registry: createReportRegistry(reports),
    // Data come with each order.
    ask: () => Promise.reject(new Error('The thread of letters has no graph to ask.')),
    now: () => new Date(),
    publicUrl: '',
    pack: packBodies,
  }),
);
