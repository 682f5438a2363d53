import { expect, it } from 'vitest';
import { createGateway } from '../../../src/gateway/create-gateway.ts';
import { composeSupergraph } from '../../../src/gateway/supergraph/compose-supergraph.ts';
import { silentLogger } from '../fixture/market.gateway.ts';

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@override"])';

const supergraphSdl = composeSupergraph([
  { name: 'old', typeDefs: `${link} type Query { name: String size: Int }` },
  {
    name: 'new',
    typeDefs: `${link} type Query {
      name: String @override(from: "old", label: "new-names")
      size: Int @override(from: "old", label: "new-sizes")
    }`,
  },
]);

/** Which subgraph gives each field. */
async function sides(overrideLabels?: readonly string[]): Promise<unknown> {
  const transport = (name: string) => ({
    execute: ({ operation }: { operation: { text: string } }) => ({
      data: {
        ...(operation.text.includes('name') ? { name } : {}),
        ...(operation.text.includes('size') ? { size: name === 'new' ? 1 : 0 } : {}),
      },
    }),
  });
  const gateway = createGateway<object>({
    supergraphSdl,
    transports: { old: transport('old'), new: transport('new') },
    logger: silentLogger,
    ...(overrideLabels ? { overrideLabels } : {}),
  });
  const { data } = await gateway.execute({ document: '{ name size }', contextValue: {} });
  return { ...data };
}

it('@override with a label leaves its field where it was unless the label is on', async () => {
  expect(await sides()).toEqual({ name: 'old', size: 0 });
  expect(await sides(['new-names'])).toEqual({ name: 'new', size: 0 });
  expect(await sides(['new-sizes', 'new-names', 'unknown'])).toEqual({ name: 'new', size: 1 });
});
