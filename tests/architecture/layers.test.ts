import { describe, expect, it } from 'vitest';
import { readClosure, readImportGraph, readImports } from './import-graph.ts';

const graph = readImportGraph('src');

/** What each room may import besides itself. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  config: [],
  schema: [],
  gateway: [],
  reports: [],
  web: ['src/reports/graphql.ts', 'src/reports/casework-words.ts'],
  plugins: ['src/reports/index.ts'],
  resolvers: ['src/schema/'],
  database: ['src/schema/'],
  cli: [
    'src/composition/',
    'src/config/',
    'src/database/',
    'src/resolvers/',
    'src/reports/',
    'src/runs/',
    'src/schema/reports/',
  ],
  processes: ['src/gateway/gateway-logger.ts'],
  runs: [
    'src/config/',
    'src/database/',
    'src/gateway/gateway-logger.ts',
    'src/reports/',
    'src/resolvers/',
    'src/schema/',
  ],
};

/** Imports of a room's files that the drawing does not have, each as `file imports file`. */
function findTrespasses(room: string): string[] {
  const own = `src/${room}/`;
  return [...graph]
    .filter(([file]) => file.startsWith(own))
    .flatMap(([file, imports]) =>
      imports
        .filter((path) => path.startsWith('src/') && !path.startsWith(own))
        .filter((path) => !(allowed[room] ?? []).some((prefix) => path.startsWith(prefix)))
        .map((path) => `${file} imports ${path}`),
    );
}

/** Files that import a package, or a part of it. */
function findUsers(packageName: string): string[] {
  return [...graph]
    .filter(([, imports]) =>
      imports.some((path) => path === packageName || path.startsWith(`${packageName}/`)),
    )
    .map(([file]) => file);
}

describe('the rooms of the house', () => {
  it.each(Object.keys(allowed))('src/%s imports only what the drawing allows', (room) => {
    expect([...graph.keys()].some((file) => file.startsWith(`src/${room}/`))).toBe(true);
    expect(findTrespasses(room)).toEqual([]);
  });

  it('has no room that the drawing does not name', () => {
    const rooms = new Set([...graph.keys()].map((file) => file.split('/')[1]));
    // The composition root may import all: it puts the house together.
    expect([...rooms].sort()).toEqual([...Object.keys(allowed), 'composition'].sort());
  });

  it('names the SQLite driver in one file only', () => {
    expect(findUsers('sqlite3')).toEqual(['src/database/sqlite-driver.ts']);
    expect(findUsers('pg')).toEqual([
      'src/database/postgres-options.ts',
      'src/database/postgres-types.ts',
    ]);
  });

  it('keeps Apollo Server and the planner inside the gateway', () => {
    const users = [
      ...findUsers('@apollo/server'),
      ...findUsers('@graphql-hive/router-query-planner'),
    ];
    expect(users.filter((file) => !file.startsWith('src/gateway/'))).toEqual([]);
    expect(users.length).toBeGreaterThan(1);
  });

  it('gives report authors an entry point that does not bring the server in', () => {
    const closure = [...readClosure(graph, 'src/reports/index.ts')];
    const server = /^(fastify|@apollo|typeorm|sqlite3|nodemailer|pino|type-graphql|mjml)(\/|$)/;
    expect(closure.length).toBeGreaterThan(5);
    expect(closure.filter((path) => server.test(path))).toEqual([]);
  });
});

describe('readImports', () => {
  it('finds imports over several lines, types, re-exports and dynamic imports', () => {
    const source = [
      "import {\n  a,\n  b,\n} from '../x/y.ts';",
      "import type { C } from './c.ts';",
      "import 'reflect-metadata';",
      "export { d } from './d.ts';",
      "const e = await import('./e.ts');",
    ].join('\n');
    expect(readImports('src/room/file.ts', source)).toEqual([
      'src/x/y.ts',
      'src/room/c.ts',
      'reflect-metadata',
      'src/room/d.ts',
      'src/room/e.ts',
    ]);
  });
});
