import { defineConfig } from 'vitest/config';
import { whyNoPostgres } from './scripts/postgres-programs.ts';

/** What both projects have. */
const both = {
  resolve: {
    // One copy of graphql: Node loads the CommonJS entry for our dependencies, so ours must be it too.
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
  test: {
    setupFiles: ['reflect-metadata'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks' as const,
    // Files share a process, whose modules are loaded once: loading them again for each of 300 files took a third of all
    // the time. A test puts back what it changes of a module, of the environment and of the process.
    isolate: false,
  },
};

/** Tests of PostgreSQL itself, which SQLite has no part in. */
const postgresOnly = 'tests/postgres/**/*.test.ts';

/** Everything that is asked of a database is asked of both. */
const onBoth = [
  'tests/database/**/*.test.ts',
  'tests/resolvers/**/*.test.ts',
  'tests/e2e/embargo.test.ts',
];

/** Tests of SQLite itself, and of what needs no database. */
const sqliteOnly = [
  'tests/database/imports/csv-scanner.test.ts',
  'tests/database/imports/key-log.test.ts',
  'tests/database/imports/large-file.test.ts',
  'tests/database/open-database.test.ts',
  'tests/database/observe-statements.test.ts',
  'tests/database/sqlite-statements.test.ts',
  'tests/database/indexes.test.ts',
  'tests/database/backup/sqlite-backup.test.ts',
  'tests/database/own-connection.test.ts',
  'tests/database/own-databases.test.ts',
  'tests/database/sample/allot.test.ts',
  'tests/database/sample/sample-files.test.ts',
  'tests/resolvers/common/**',
];

export default defineConfig({
  ...both,
  test: {
    // As many files at a time as there are cores: by default one core is left out, which on two is half of them.
    maxWorkers: '100%',
    globalSetup: [
      'tests/web-bundles.ts',
      'tests/sample-database.ts',
      'tests/built-program.ts',
      'tests/postgres/shared-cluster.ts',
    ],
    projects: [
      {
        ...both,
        test: {
          ...both.test,
          name: 'main',
          include: ['tests/**/*.test.ts'],
          exclude: [postgresOnly],
        },
      },
      ...(hasPostgres()
        ? [
            {
              ...both,
              test: {
                ...both.test,
                name: 'postgres',
                include: [postgresOnly, ...onBoth],
                exclude: sqliteOnly,
                env: { REDRESS_TEST_DATABASE: 'postgres' },
              },
            },
          ]
        : []),
    ],
  },
});

/** Says loudly why the tests on PostgreSQL are left out, which they may not be in CI. */
function hasPostgres(): boolean {
  const why = whyNoPostgres();
  if (why === undefined) return true;
  const message = `PostgreSQL cannot be started here: ${why}. Its tests are SKIPPED.`;
  if (process.env.CI) throw new Error(message);
  console.warn(`\n  ${message}\n`);
  return false;
}
