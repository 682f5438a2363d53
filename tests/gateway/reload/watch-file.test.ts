import { mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGateway } from '../../../src/gateway/create-gateway.ts';
import {
  createReloadableGateway,
  type ReloadableGateway,
} from '../../../src/gateway/reload/create-reloadable-gateway.ts';
import { createSupergraphFileSource } from '../../../src/gateway/reload/supergraph-file.source.ts';
import { watchFile } from '../../../src/gateway/reload/watch-file.ts';
import { composeSupergraph } from '../../../src/gateway/supergraph/compose-supergraph.ts';
import { createEmbeddedTransport } from '../../../src/gateway/transports/embedded.transport.ts';
import { silentLogger } from '../fixture/market.gateway.ts';

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key"])';
const sdlWith = (field: string) => `${link} type Query { ${field}: Int }`;

function supergraphWith(field: string): string {
  return composeSupergraph([{ name: 'one', typeDefs: sdlWith(field) }]);
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redress-watch-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A gateway that follows a file and is never asked to look, nor looks by the clock. */
function follow(path: string): Promise<ReloadableGateway<object>> {
  return createReloadableGateway<object>({
    source: createSupergraphFileSource(path),
    pollMs: false,
    logger: silentLogger,
    build: (supergraphSdl) =>
      createGateway<object>({
        supergraphSdl,
        transports: {
          one: createEmbeddedTransport(
            buildSubgraphSchema([{ typeDefs: parse(sdlWith('any')), resolvers: {} }]),
          ),
        },
        logger: silentLogger,
      }),
  });
}

/** Does something, and waits until the gateway serves this field. */
async function untilServed(
  gateway: ReloadableGateway<object>,
  field: string,
  change: () => Promise<unknown>,
): Promise<void> {
  const isServed = () => gateway.schema.getQueryType()?.getFields()[field] !== undefined;
  const served = new Promise<void>((resolve) => {
    const stop = gateway.onSchemaChange(() => {
      if (!isServed()) return;
      stop();
      resolve();
    });
  });
  await change();
  await served;
}

describe('a supergraph file', () => {
  it('is taken anew by itself when it is written to, replaced, or half-written before', async () => {
    const path = join(folder, 'supergraph.graphql');
    await writeFile(path, supergraphWith('a'));
    const gateway = await follow(path);
    await untilServed(gateway, 'b', () => writeFile(path, supergraphWith('b')));
    await untilServed(gateway, 'c', async () => {
      await writeFile(`${path}~`, supergraphWith('c'));
      await rename(`${path}~`, path);
    });
    const next = supergraphWith('d');
    await untilServed(gateway, 'd', async () => {
      await writeFile(path, next.slice(0, next.length / 2));
      expect((await gateway.reload()).kind).toBe('kept');
      expect(gateway.schema.getQueryType()?.getFields()).toHaveProperty('c');
      await writeFile(path, next);
    });
    await gateway.close();
  });

  it('is taken anew where the link to it leads elsewhere', async () => {
    const path = join(folder, 'linked.graphql');
    for (const field of ['a', 'b']) {
      await writeFile(join(folder, `${field}.graphql`), supergraphWith(field));
    }
    await symlink(join(folder, 'a.graphql'), path);
    const gateway = await follow(path);
    await untilServed(gateway, 'b', async () => {
      await symlink(join(folder, 'b.graphql'), `${path}~`);
      await rename(`${path}~`, path);
    });
    await gateway.close();
  });
});

it('a folder that cannot be watched leaves changes to the poll', () => {
  expect(() => watchFile(join(folder, 'missing', 'x.graphql'), () => {})()).not.toThrow();
});
