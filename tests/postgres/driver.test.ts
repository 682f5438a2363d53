import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DatabaseUnavailableError } from '../../src/database/database-errors.ts';
import { openDatabase } from '../../src/database/open-database.ts';
import { toPostgres } from '../../src/database/postgres-statement.ts';
import { keyCondition } from '../../src/database/sql.ts';
import { inWriteTransaction } from '../../src/database/write-transaction.ts';
import { openPostgres } from '../open-test-database.ts';

let dataSource: DataSource;
let url: string;
beforeAll(async () => {
  ({ dataSource, url } = await openPostgres('migrated'));
});
afterAll(() => dataSource.destroy());

describe('toPostgres', () => {
  it('numbers placeholders, but not question marks in quotes and comments', () => {
    expect(
      toPostgres(`SELECT ?, 'why?', "odd?" -- and ?\n, /* ? */ ? WHERE a = 'it''s ?' OR b = ?`),
    ).toBe(`SELECT $1, 'why?', "odd?" -- and ?\n, /* ? */ $2 WHERE a = 'it''s ?' OR b = $3`);
  });

  it('writes lists of row values as PostgreSQL types them, and leaves other SQL alone', () => {
    expect(toPostgres(`SELECT 1 WHERE ${keyCondition(['a', 'b'], 2)}`)).toBe(
      'SELECT 1 WHERE (a, b) IN (($1, $2), ($3, $4))',
    );
    expect(toPostgres('SELECT $1 FROM a')).toBe('SELECT $1 FROM a');
  });
});

describe('a data source on PostgreSQL', () => {
  it('reads counts and sums as numbers, and true and false as SQLite gives them', async () => {
    expect(
      await dataSource.query(
        'SELECT COUNT(*) AS count, SUM(n) AS sum, AVG(n) AS average, MAX(n) = ? AS same FROM (SELECT CAST(2 AS BIGINT) AS n) AS one',
        [2],
      ),
    ).toEqual([{ count: 1, sum: 2, average: 2, same: 1 }]);
  });

  it('refuses a whole number that JavaScript cannot hold', async () => {
    await expect(dataSource.query('SELECT CAST(9007199254740993 AS BIGINT)')).rejects.toThrow(
      '[database] expected a whole number of at most 9007199254740991, but got 9007199254740993.',
    );
  });

  it('sorts texts by code point, whatever language the server sorts by', async () => {
    await dataSource.query(
      "INSERT INTO loaded_dataset (name, version) VALUES ('b', '1'), ('B', '1'), ('a', '1'), ('é', '1')",
    );
    const rows: { name: string }[] = await dataSource.query(
      'SELECT name FROM loaded_dataset ORDER BY name',
    );
    expect(rows.map(({ name }) => name)).toEqual(['B', 'a', 'b', 'é']);
  });

  it('has as many connections as pool_size says, and waits connect_timeout_ms for a free one', async () => {
    const small = await openDatabase({ url: `${url}?pool_size=2&connect_timeout_ms=2000` });
    const runners = [small.createQueryRunner(), small.createQueryRunner()];
    try {
      const pids = await Promise.all(
        runners.map(async (runner): Promise<number> => {
          const [row] = await runner.query('SELECT pg_backend_pid() AS pid');
          return row.pid;
        }),
      );
      expect(new Set(pids).size).toBe(2);
      await expect(small.query('SELECT 1')).rejects.toThrow(DatabaseUnavailableError);
      await runners[0]?.release();
      const [row] = await small.query('SELECT pg_backend_pid() AS pid');
      expect(pids).toContain(row.pid);
    } finally {
      for (const runner of runners) if (!runner.isReleased) await runner.release();
      await small.destroy();
    }
  });

  it('closes a connection that nobody used for idle_timeout_ms, and keeps it where that is 0', async () => {
    const [brief, lasting] = await Promise.all([
      openDatabase({ url: `${url}?idle_timeout_ms=1&pool_size=1` }),
      openDatabase({ url: `${url}?idle_timeout_ms=0&pool_size=1` }),
    ]);
    const isConnected = async (pid: number) => {
      const rows: unknown[] = await dataSource.query(
        'SELECT 1 FROM pg_stat_activity WHERE pid = ?',
        [pid],
      );
      return rows.length > 0;
    };
    try {
      const [[kept], [closed]] = await Promise.all(
        [lasting, brief].map((pool) => pool.query('SELECT pg_backend_pid() AS pid')),
      );
      await expect.poll(() => isConnected(closed.pid), { timeout: 30_000 }).toBe(false);
      const [row] = await lasting.query('SELECT pg_backend_pid() AS pid');
      expect(row.pid).toBe(kept.pid);
    } finally {
      await Promise.all([brief.destroy(), lasting.destroy()]);
    }
  });

  it('lets one writer at a time in, and tells the second when it has waited long enough', async () => {
    const second = await openDatabase({ url: `${url}?lock_timeout_ms=50` });
    try {
      await inWriteTransaction(dataSource, async () => {
        await expect(inWriteTransaction(second, async () => {})).rejects.toMatchObject({
          code: 'DATABASE_TIMEOUT',
          message: expect.stringMatching(
            /^\[database\] postgres:\/\/127\.0\.0\.1:\d+\/test_\d+: expected to write within lock_timeout_ms, but another writer was not done\./,
          ),
        });
      });
      expect(await inWriteTransaction(second, async () => 'its turn')).toBe('its turn');
    } finally {
      await second.destroy();
    }
  });

  it('ends a statement that takes too long, but none of a writer', async () => {
    const hasty = await openDatabase({ url: `${url}?statement_timeout_ms=100&pool_size=1` });
    try {
      await expect(hasty.query('SELECT pg_sleep(30)')).rejects.toMatchObject({
        code: 'DATABASE_TIMEOUT',
        message: expect.stringContaining('expected an answer within statement_timeout_ms'),
      });
      await inWriteTransaction(hasty, ({ house }) => house.query('SELECT pg_sleep(0.2)'));
      expect(await hasty.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    } finally {
      await hasty.destroy();
    }
  });

  it('refuses to write where it was opened for reading', async () => {
    const reader = await openDatabase({ url, readOnly: true });
    try {
      await expect(reader.query("INSERT INTO loaded_dataset VALUES ('z', '1')")).rejects.toThrow(
        'cannot execute INSERT in a read-only transaction',
      );
    } finally {
      await reader.destroy();
    }
  });
});

describe('openDatabase misused with PostgreSQL', () => {
  const example = 'Use for example postgres://user:password@host:5432/redress?sslmode=verify-full.';
  const beginning = '[database] DATABASE_URL: expected';

  it.each([
    [
      'postgres://u:secret@host',
      `${beginning} the name of a database behind the host, but got none. ${example}`,
    ],
    ['postgres:///redress', `${beginning} a host, but got none. ${example}`],
    [
      'postgres://u:secret@host:x/redress',
      `${beginning} a user, a host and a database, but got a URL that cannot be read. ${example}`,
    ],
    [
      'postgres://u:%zz@host/redress',
      `${beginning} a password in which % is written %25, but got another. ${example}`,
    ],
    [
      'postgres://u:secret@host/redress?sslmode=prefer',
      `${beginning} sslmode to be one of disable, require, verify-full, but got something else. ${example}`,
    ],
    [
      'postgres://u:secret@host/redress?pool_size=0',
      `${beginning} pool_size to be a whole number of connections from 1 to 1000, but got something else. ${example}`,
    ],
    [
      'postgres://u:secret@host/redress?poolsize=9',
      `${beginning} settings among sslmode, sslrootcert, pool_size, connect_timeout_ms, idle_timeout_ms, statement_timeout_ms, lock_timeout_ms, but got "poolsize". ${example}`,
    ],
  ])('says what is wrong with %s, and never the password', async (wrong, message) => {
    await expect(openDatabase({ url: wrong })).rejects.toMatchObject({
      code: 'DATABASE_UNAVAILABLE',
      message,
    });
  });

  it('says in a sentence that nothing listens, that the password is wrong, and that there is no such database', async () => {
    const advice = 'Look whether the server runs, and at DATABASE_URL.';
    await expect(openDatabase({ url: 'postgres://u:secret@127.0.0.1:1/redress' })).rejects.toThrow(
      `[database] postgres://127.0.0.1:1/redress: expected a PostgreSQL database that can be used, but nothing listens there. ${advice}`,
    );
    await expect(openDatabase({ url: url.replace(/:[0-9a-f]+@/, ':secret@') })).rejects.toThrow(
      `but user and password were not accepted. ${advice}`,
    );
    await expect(openDatabase({ url: url.replace(/test_\d+/, 'nowhere') })).rejects.toThrow(
      `but there is no database of that name. ${advice}`,
    );
    await expect(openDatabase({ url: `${url}?sslmode=require` })).rejects.toThrow(
      `but it does not speak TLS. ${advice}`,
    );
    await expect(openDatabase({ url: `${url}?sslrootcert=/none&sslmode=require` })).rejects.toThrow(
      'expected sslrootcert to be a file with certificates that can be read, but got "/none"',
    );
  });
});
