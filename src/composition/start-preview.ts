import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import Fastify from 'fastify';
import { createLogger } from '../config/create-logger.ts';
import { listenOn } from '../config/listen-on.ts';
import type { Settings } from '../config/settings.ts';
import { migrateDatabase } from '../database/migrate-database.ts';
import { openDatabase } from '../database/open-database.ts';
import { isSampleWanted } from '../database/sample/load-sample.ts';
import { previewReports } from '../reports/studio/preview-reports.ts';
import { previewWorkerFile } from '../reports/studio/preview-worker-file.ts';
import { StudioError } from '../reports/studio/studio-error.ts';
import { askAsPublic } from './ask-as-public.ts';
import { assembleRedress, type Redress } from './assemble-redress.ts';
import { printRedressSchema } from './our-supergraph.ts';
import { addStudio, createStudioDoor, findPublishedLetter, findStudioCouncils } from './studio.ts';

/** What is previewed. */
export interface StartPreviewOptions {
  /** Addresses of modules that export an array of reports. */
  readonly modules: readonly string[];
  /** Folders whose source files are watched. */
  readonly watched: readonly string[];
  /** The thread's file of a project with an engine of its own; null for ours. */
  readonly worker: string | null;
  /** File names are told from here. */
  readonly folder: string;
}

/** A studio that listens. */
export interface RunningPreview {
  readonly url: string;
  /** Why only fixtures are shown; null where there is live data. */
  readonly whyNoData: string | null;
  close(): Promise<void>;
}

async function refuseStranger(): Promise<never> {
  throw new StudioError(
    'STUDIO_FOREIGN_ORIGIN',
    'A preview answers the machine that it runs on, by the names 127.0.0.1 and localhost, and nobody else.',
  );
}

/** The live data of a database, or why there is none: fixtures need none. */
async function openData(settings: Settings): Promise<Redress | string> {
  const file = /^sqlite:(.+)$/.exec(settings.databaseUrl)?.[1];
  if (file !== undefined && !existsSync(file)) return `there is no database in ${file}.`;
  try {
    const database = await openDatabase({ url: settings.databaseUrl });
    await migrateDatabase(database);
    if (await isSampleWanted(database)) {
      await database.destroy();
      return 'the database is empty. Run "redress sample", or import councils.';
    }
    const publicUrl = settings.publicUrl ?? `http://${settings.host}:${settings.port}`;
    return assembleRedress(database, publicUrl, createLogger(settings), settings);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * Starts a server with the studio alone, whose reports are loaded again when their files change. It answers this machine
 * only, wherever it listens.
 *
 * @throws ListenError when the port is taken or may not be used.
 */
export async function startPreview(
  settings: Settings,
  { worker, ...options }: StartPreviewOptions,
): Promise<RunningPreview> {
  const data = await openData(settings);
  const redress = typeof data === 'string' ? undefined : data;
  const whyNoData = typeof data === 'string' ? data : null;
  const reports = previewReports({
    ...options,
    worker: worker === null ? previewWorkerFile : pathToFileURL(worker),
    schema: printRedressSchema(),
    publicUrl: settings.publicUrl ?? 'https://redress.example.org',
    ask: redress?.askForReports,
  });
  const visitor = redress && askAsPublic(redress);
  const app = Fastify({ logger: false });
  await addStudio(app, {
    alone: true,
    source: reports,
    authorize: createStudioDoor({ host: '127.0.0.1', publicUrl: undefined }, refuseStranger),
    findCouncils: visitor && ((text) => findStudioCouncils(visitor, text)),
    findPublished:
      visitor &&
      ((report, council) => findPublishedLetter(visitor, redress.engine, report, council)),
    mailFrom: settings.mailFrom,
    smtpUrl: settings.smtpUrl,
    watchChanges: reports.watchChanges,
    whyNoData: whyNoData ?? undefined,
    logger: createLogger(settings),
  });
  const close = async () => {
    await app.close();
    await reports.close();
    await redress?.close();
  };
  try {
    return { url: await listenOn(app, settings), whyNoData, close };
  } catch (error) {
    await close();
    throw error;
  }
}
