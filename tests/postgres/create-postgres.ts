import { inject } from 'vitest';
import type { Template } from './shared-cluster.ts';

/** A database on the server that all test files share. */
export interface PostgresDatabase {
  /** `postgres://…` */
  url: string;
  /** Ends whatever uses it, and deletes it. */
  drop(): Promise<void>;
}

/** Makes a database of one's own. Drop it after the test. The server starts when the first test asks. */
export async function createPostgres(template: Template): Promise<PostgresDatabase> {
  const door = inject('postgresDoor');
  const url = await ask(`${door}/${template}`, 'POST');
  const name = new URL(url).pathname.slice(1);
  return { url, drop: async () => void (await ask(`${door}/${name}`, 'DELETE')) };
}

async function ask(url: string, method: string): Promise<string> {
  const response = await fetch(url, { method });
  const text = await response.text();
  if (!response.ok) throw new Error(`No PostgreSQL for this test: ${text}`);
  return text;
}
