import type { FastifyInstance, FastifyRequest } from 'fastify';
import { closeDatabases, type Databases } from '../../databases.ts';
import { type ImportResult, importFile } from '../import-file.ts';
import { type ImportKindName, importKindNames, isImportKind } from '../import-kinds.ts';
import { tryImport } from '../try-import.ts';
import { answerForecast, answerResult } from './import-answer.ts';
import { openBody } from './import-body.ts';
import { ImportRequestError, type RequestLog, sendImportError } from './import-request.error.ts';

/** What one import at a time holds. */
export interface ImportTurn {
  /** @returns whether nobody held it, and it is ours now. */
  take(): boolean | Promise<boolean>;
  giveBack(): void;
}

/** What the routes need of the composition root. */
export interface ImportRoutesOptions {
  /**
   * Lets a caller through that may write casework, and says who it is, as corrections keep it. Rejects with an `Error`
   * that has `statusCode` and `code` for any other.
   */
  readonly authorize: (request: FastifyRequest) => Promise<string>;
  /** Data sources that nothing else uses, since an import is one transaction; closed after the import. */
  readonly openDatabases: () => Promise<Databases>;
  /** Largest body, in bytes, as sent and unpacked. */
  readonly maxBytes: number;
  /** Told after an import that changed something, and waited for: whoever keeps answers in memory lets go of them. */
  readonly onImported: (result: ImportResult) => void | Promise<void>;
  /** By which one import runs at a time. Default: within this process. */
  readonly turn?: ImportTurn | undefined;
  readonly logger: RequestLog;
}

/**
 * `POST /imports/{kind}` with a CSV file as the body, as a Fastify plugin. The file is taken whole or not at all, also
 * when the client goes away in the middle; one import runs at a time. `?dryRun=true` only says what would change.
 */
export async function importRoutes(
  app: FastifyInstance,
  options: ImportRoutesOptions,
): Promise<void> {
  const actors = new WeakMap<FastifyRequest, string>();
  const { turn = createTurn() } = options;
  app.setErrorHandler((error, request, reply) =>
    sendImportError(error, request, reply, options.logger),
  );
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('text/csv', (_request, payload, done) => done(null, payload));
  // Before the body is looked at.
  app.addHook('onRequest', async (request) => {
    actors.set(request, await options.authorize(request));
  });
  app.post<{ Params: { kind: string }; Querystring: { dryRun?: string } }>(
    '/imports/:kind',
    async (request) => {
      const kind = readKind(request.params.kind);
      const isDryRun = readFlag(request.query.dryRun);
      const source = { name: 'body', stream: openBody(request, options.maxBytes) };
      const actor = actors.get(request) ?? 'nobody';
      if (!(await turn.take())) throw ImportRequestError.busy();
      try {
        return await withOwnDatabases(options, async (databases) => {
          if (isDryRun) {
            const [forecast] = await tryImport(databases, kind, [source], { actor });
            return answerForecast(forecast);
          }
          const result = await importFile(databases, kind, source, { actor });
          if (result.same < result.rows || result.removed > 0) {
            await options.onImported(result);
          }
          return answerResult(result);
        });
      } finally {
        turn.giveBack();
      }
    },
  );
}

function createTurn(): ImportTurn {
  let isTaken = false;
  return {
    take: () => {
      if (isTaken) return false;
      isTaken = true;
      return true;
    },
    giveBack: () => {
      isTaken = false;
    },
  };
}

async function withOwnDatabases<T>(
  { openDatabases }: ImportRoutesOptions,
  run: (databases: Databases) => Promise<T>,
): Promise<T> {
  const databases = await openDatabases();
  try {
    return await run(databases);
  } finally {
    await closeDatabases(databases);
  }
}

function readKind(word: string): ImportKindName {
  if (isImportKind(word)) return word;
  throw new ImportRequestError(
    404,
    'IMPORT_KIND_UNKNOWN',
    `[import] The path must end in one of ${importKindNames.join(', ')}, but got ${JSON.stringify(word.slice(0, 80))}.`,
  );
}

function readFlag(word: string | undefined): boolean {
  if (word === undefined || word === 'false') return false;
  if (word === 'true') return true;
  throw new ImportRequestError(
    400,
    'BAD_REQUEST',
    `[import] dryRun must be true or false, but got ${JSON.stringify(String(word).slice(0, 80))}.`,
  );
}
