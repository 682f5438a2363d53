import 'reflect-metadata';
import { parentPort, workerData } from 'node:worker_threads';
import { createLogger } from '../config/create-logger.ts';
import { openDatabases } from '../database/open-databases.ts';
import { serveLetters } from '../reports/thread/serve-letters.ts';
import { assembleRedress } from './assemble-redress.ts';
import type { LetterThreadData } from './letter-thread.ts';
import { loadReports } from './load-reports.ts';

/**
 * The thread on which letters of runs are made: graph, reports and connections of its own, of which whoever started it needs to know
 * nothing.
 */
if (parentPort === null) throw new Error('This module is run by a thread: see createLetterThread.');

// From our own process, which has read the settings.
const { settings, folder } = workerData as LetterThreadData;

const reports = await loadReports(settings.reportPackages, folder);
const databases = await openDatabases(settings);
const { engine } = assembleRedress(databases, '', createLogger(settings), settings, { reports });
serveLetters(parentPort, engine);
