import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { type Cluster, startCluster } from './cluster.ts';
import 'reflect-metadata';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where test files ask for a database on the cluster that they share. */
    postgresDoor: string;
  }
}

/** What a new database begins with: nothing, the tables, or the tables with the sample dataset. */
export type Template = 'empty' | 'migrated' | 'sample';

/**
 * One PostgreSQL server for all test files, started when the first of them asks. `POST /migrated` answers with the URL
 * of a new database that has the tables; `DELETE /name` drops it.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let cluster: Promise<Cluster> | undefined;
  const templates = new Map<Template, Promise<void>>();
  let databases = 0;

  const administer = async (statement: string) => {
    const client = new pg.Client({ connectionString: (await cluster)?.url('postgres') });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  };
  const prepare = async (template: Template) => {
    const url = (await cluster)?.url(template) ?? '';
    await administer(`CREATE DATABASE ${template}`);
    const { openDatabase } = await import('../../src/database/open-database.ts');
    const { migrateDatabase } = await import('../../src/database/migrate-database.ts');
    const { loadSample } = await import('../../src/database/sample/load-sample.ts');
    const dataSource = await openDatabase({ url });
    try {
      await migrateDatabase(dataSource);
      if (template === 'sample') await loadSample(dataSource);
    } finally {
      await dataSource.destroy();
    }
  };
  const create = async (template: Template): Promise<string> => {
    cluster ??= startCluster();
    const { url } = await cluster;
    databases += 1;
    const name = `test_${databases}`;
    if (template === 'empty') {
      await administer(`CREATE DATABASE ${name}`);
      return url(name);
    }
    const ready = templates.get(template) ?? prepare(template);
    templates.set(template, ready);
    await ready;
    await administer(
      `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY ${template === 'sample' ? 'file_copy' : 'wal_log'}`,
    );
    return url(name);
  };

  const door = createServer((request, response) => {
    const name = request.url?.slice(1) ?? '';
    const answer =
      request.method === 'DELETE'
        ? administer(`DROP DATABASE ${name} WITH (FORCE)`).then(() => '')
        : create(name === 'sample' || name === 'migrated' ? name : 'empty');
    answer.then(
      (text) => response.end(text),
      (error: unknown) => {
        response.statusCode = 500;
        response.end(error instanceof Error ? (error.stack ?? error.message) : String(error));
      },
    );
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  // It listens on TCP, so that its address is one with a port.
  const { port } = door.address() as AddressInfo;
  project.provide('postgresDoor', `http://127.0.0.1:${port}`);
  return async () => {
    door.closeAllConnections();
    await new Promise((resolve) => door.close(resolve));
    await (await cluster)?.stop();
  };
}
