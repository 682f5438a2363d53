/**
 * `/data`: the yearly open-data tables, made of what the graph tells a visitor who is not signed in.
 */
import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { prefersHtml } from '../accept.ts';
import { type AskGraph, GraphUnavailableError } from '../site/graph.ts';
import { viewDataNotFound } from '../site/message/message-view.ts';
import type { PageContent } from '../site/page-content.ts';
import { isUnchanged } from '../static-file.ts';
import { type CouncilYear, readCouncilYears, readYears } from './council-years.query.ts';
import { viewOpenData } from './open-data.view.ts';
import type { OpenDataColumn, OpenDataTable } from './open-data-table.ts';
import { openDataTables, readOpenDataRows } from './tables.ts';

type Rows = AsyncIterable<readonly (readonly (string | number | boolean | null)[])[]>;

/** Writes a table in one form, piece by piece. */
export type WriteTable = (
  columns: readonly Omit<OpenDataColumn, 'read'>[],
  rows: Rows,
  name: string,
) => AsyncIterable<Uint8Array>;

/** What the routes need from the composition root: how tables are written and described. */
export interface OpenDataWriters {
  readonly csv: WriteTable;
  readonly xlsx: WriteTable;
  /** The descriptor of some CSV files (`datapackage.json`). */
  readonly describe: (content: {
    name: string;
    title: string;
    description: string;
    sample: boolean;
    tables: {
      name: string;
      description: string;
      columns: readonly Omit<OpenDataColumn, 'read'>[];
      primaryKey: readonly string[];
      path: string;
      bytes: number;
      sha256: string;
    }[];
  }) => object;
}

export interface OpenDataOptions {
  readonly ask: AskGraph;
  readonly writers: OpenDataWriters;
  /** Sends a page of the site. */
  readonly sendPage: (
    request: FastifyRequest,
    reply: FastifyReply,
    status: number,
    page: PageContent,
  ) => FastifyReply;
  readonly logger: { warn(details: object, message: string): void };
}

interface TableRequest {
  readonly Params: { readonly yearEnding: string; readonly file: string };
}

const types = {
  csv: 'text/csv; charset=utf-8; header=present',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** How many tables are made at one time: each asks the graph for every council. */
const tablesAtOnce = 8;

/** Adds `/data`, `/data/{yearEnding}/{table}.csv|.xlsx` and `/data/{yearEnding}/datapackage.json`. */
export function addOpenDataRoutes(app: FastifyInstance, options: OpenDataOptions): void {
  const { ask, writers, sendPage } = options;
  let underWay = 0;

  app.get('/data', async (request, reply) =>
    sendPage(request, reply, 200, viewOpenData(await readYears(ask))),
  );

  app.get<TableRequest>('/data/:yearEnding/:file', async (request, reply) => {
    const wanted = readAddress(request.params);
    if (wanted === null) return sendNotFound(request, reply);
    if (underWay >= tablesAtOnce) {
      return sendProblem(
        reply.header('retry-after', '1'),
        503,
        'GATEWAY_BUSY',
        'Fewer tables at one time were expected. Try again in a second.',
      );
    }
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    underWay += 1;
    try {
      const file = await makeFile(wanted, gone.signal);
      if (file === null) return await sendNotFound(request, reply);
      return sendFile(request, reply, file);
    } catch (error) {
      // Nobody is there to be told.
      if (gone.signal.aborted) return reply;
      if (!(error instanceof GraphUnavailableError)) throw error;
      options.logger.warn({ err: error, problems: error.problems }, error.message);
      return sendProblem(
        reply.header('retry-after', '30'),
        503,
        error.code,
        'The table is made from data that another part of the service did not give. Try again in a few minutes.',
      );
    } finally {
      underWay -= 1;
    }
  });

  async function sendNotFound(request: FastifyRequest<TableRequest>, reply: FastifyReply) {
    const { yearEnding, file } = request.params;
    const years = (await readYears(ask)).map((year) => year.yearEnding);
    const names = openDataTables.map(({ name }) => `${name}.csv, ${name}.xlsx`).join(', ');
    const message = `A year ending with figures (${years.join(', ') || 'none yet'}) and one of ${names} and datapackage.json were expected, but got "${yearEnding.slice(0, 20)}" and "${file.slice(0, 80)}". See /data.`;
    if (prefersHtml(request)) return sendPage(request, reply, 404, viewDataNotFound(message));
    return sendProblem(reply, 404, 'OPEN_DATA_NOT_FOUND', message);
  }

  async function makeFile(
    { yearEnding, table, format }: Address,
    signal: AbortSignal,
  ): Promise<DataFile | null> {
    if (table === null) return makeDescriptor(yearEnding, signal);
    let rows = 0;
    async function* read(one: OpenDataTable) {
      for await (const councils of readCouncilYears(ask, yearEnding, signal)) {
        rows += councils.length;
        yield readOpenDataRows(one, councils, yearEnding);
      }
    }
    const content = await collect(writers[format](table.columns, read(table), table.name));
    const name = `${table.name}-${yearEnding}.${format}`;
    return rows === 0 ? null : { content, type: types[format], name };
  }

  async function makeDescriptor(yearEnding: number, signal: AbortSignal): Promise<DataFile | null> {
    const councils: CouncilYear[] = [];
    for await (const some of readCouncilYears(ask, yearEnding, signal)) councils.push(...some);
    if (councils.length === 0) return null;
    const tables = await Promise.all(
      openDataTables.map(async (table) => {
        const rows = readOpenDataRows(table, councils, yearEnding);
        const content = await collect(writers.csv(table.columns, inOnePortion(rows), table.name));
        return {
          name: table.name,
          description: table.description,
          columns: table.columns,
          primaryKey: ['gss_code', 'year_ending'],
          path: `${table.name}.csv`,
          bytes: content.length,
          sha256: createHash('sha256').update(content).digest('hex'),
        };
      }),
    );
    const sample = councils.some(({ performance }) => performance.sample);
    const descriptor = writers.describe({
      name: `redress-${yearEnding}`,
      title: `Complaints about councils in England, year ending 31 March ${yearEnding}`,
      description: `One row a council.${sample ? ' Rows whose column sample is true are made up: they say nothing about a real council.' : ''}`,
      sample,
      tables,
    });
    const content = Buffer.from(`${JSON.stringify(descriptor, null, 2)}\n`);
    return { content, type: 'application/json; charset=utf-8', name: null };
  }
}

/** What an address names. `table` is null for the descriptor. */
interface Address {
  readonly yearEnding: number;
  readonly table: OpenDataTable | null;
  readonly format: 'csv' | 'xlsx';
}

function readAddress({ yearEnding, file }: TableRequest['Params']): Address | null {
  if (!/^(19[89]\d|20\d\d)$/.test(yearEnding)) return null;
  const year = Number(yearEnding);
  if (file === 'datapackage.json') return { yearEnding: year, table: null, format: 'csv' };
  const [, name, ending] = /^([a-z-]+)\.(csv|xlsx)$/.exec(file) ?? [];
  const table = openDataTables.find((one) => one.name === name);
  if (table === undefined) return null;
  return { yearEnding: year, table, format: ending === 'xlsx' ? 'xlsx' : 'csv' };
}

interface DataFile {
  readonly content: Buffer;
  readonly type: string;
  /** Under which a browser saves it. Null: it is shown. */
  readonly name: string | null;
}

function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  { content, type, name }: DataFile,
): FastifyReply {
  const etag = `"${createHash('sha256').update(content).digest('base64url').slice(0, 27)}"`;
  reply
    .header('etag', etag)
    .header('cache-control', 'public, max-age=300')
    .header('x-content-type-options', 'nosniff')
    .header('access-control-allow-origin', '*');
  if (isUnchanged(request, etag)) return reply.code(304).send();
  if (name !== null) reply.header('content-disposition', `attachment; filename="${name}"`);
  return reply.type(type).send(content);
}

function sendProblem(reply: FastifyReply, status: number, code: string, message: string) {
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .send(JSON.stringify({ errors: [{ message: `[data] ${message}`, extensions: { code } }] }));
}

/** A table is sent when it is whole: a part of the graph that fails half-way gives an error, never half a table. */
async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

async function* inOnePortion<T>(rows: T): AsyncGenerator<T> {
  yield rows;
}
