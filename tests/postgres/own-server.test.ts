import { execFileSync } from 'node:child_process';
import { chownSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serverUser } from '../../scripts/postgres-programs.ts';
import { openDatabase } from '../../src/database/open-database.ts';
import { openServer, type TestServer } from '../e2e/open-server.ts';
import { type Cluster, startCluster } from './cluster.ts';

let folder: string;
let certificate: string;
let cluster: Cluster;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redress-tls-'));
  certificate = join(folder, 'server.crt');
  const key = join(folder, 'server.key');
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
      ...['-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'],
      ...['-keyout', key, '-out', certificate],
    ],
    { stdio: 'ignore' },
  );
  const { uid, gid } = await serverUser();
  if (uid !== undefined && gid !== undefined) {
    for (const path of [folder, key, certificate]) chownSync(path, uid, gid);
  }
  cluster = await startCluster({ ssl: 'on', ssl_cert_file: certificate, ssl_key_file: key });
});
afterAll(async () => {
  await cluster?.stop();
  await rm(folder, { recursive: true });
});

describe('a server that speaks TLS', () => {
  const usesTls = async (url: string) => {
    const dataSource = await openDatabase({ url });
    try {
      const rows: { ssl: number }[] = await dataSource.query(
        'SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()',
      );
      return Boolean(rows[0]?.ssl);
    } finally {
      await dataSource.destroy();
    }
  };

  it('is spoken to in clear, encrypted, or encrypted with its certificate looked at', async () => {
    const url = cluster.url('postgres');
    const named = url.replace('127.0.0.1', 'localhost');
    expect(await usesTls(url)).toBe(false);
    expect(await usesTls(`${url}?sslmode=require`)).toBe(true);
    expect(await usesTls(`${named}?sslmode=verify-full&sslrootcert=${certificate}`)).toBe(true);
  });

  it('is refused with a certificate that nobody vouches for, or that is for another host', async () => {
    const url = cluster.url('postgres');
    await expect(openDatabase({ url: `${url}?sslmode=verify-full` })).rejects.toThrow(
      'but its certificate was not accepted (self-signed certificate',
    );
    await expect(
      openDatabase({ url: `${url}?sslmode=verify-full&sslrootcert=${certificate}` }),
    ).rejects.toThrow('but its certificate was not accepted (Hostname/IP does not match');
  });
});

describe('a server that is killed and comes back', () => {
  let server: TestServer;
  let key: { authorization: string };
  beforeAll(async () => {
    const admin = await openDatabase({ url: cluster.url('postgres') });
    await admin.query('CREATE DATABASE outage');
    await admin.destroy();
    server = await openServer({ databaseUrl: cluster.url('outage') }, { sample: false });
    key = await server.createKey('letters:read');
  });
  afterAll(() => server?.close());

  let asked = 0;
  const ask = async () => {
    // Another question each time: answers are kept.
    asked += 1;
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: `{ councils(first: ${asked}) { totalCount } }` }),
    });
    const answer = (await response.json()) as { data: unknown; errors?: { extensions: object }[] };
    return { data: answer.data, errors: answer.errors?.map(({ extensions }) => extensions) };
  };

  it('is missed with a code while it is away, and used again when it is back', async () => {
    expect(await ask()).toEqual({ data: { councils: { totalCount: 0 } }, errors: undefined });
    await cluster.kill();
    for (let times = 0; times < 3; times += 1) {
      expect((await ask()).errors).toMatchObject([
        { code: 'DATABASE_UNAVAILABLE', serviceName: 'councils' },
      ]);
    }
    const paths = ['/graphql?query={councils{totalCount}}', '/letters/2020/leeds.json'];
    for (const path of [...paths, '/imports/officers']) {
      const method = path.startsWith('/imports') ? 'POST' : 'GET';
      const refused = await fetch(`${server.url}${path}`, { method, headers: key });
      expect([refused.status, await refused.json()]).toMatchObject([
        503,
        { errors: [{ extensions: { code: 'SIGN_IN_UNAVAILABLE' } }] },
      ]);
    }
    await cluster.start();
    expect(await ask()).toEqual({ data: { councils: { totalCount: 0 } }, errors: undefined });
  });
});
