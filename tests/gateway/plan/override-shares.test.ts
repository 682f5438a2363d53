import { describe, expect, it } from 'vitest';
import { createGateway } from '../../../src/gateway/create-gateway.ts';
import { drawPercentage } from '../../../src/gateway/plan/override-shares.ts';
import { composeSupergraph } from '../../../src/gateway/supergraph/compose-supergraph.ts';
import { silentLogger } from '../fixture/market.gateway.ts';

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@override"])';

const supergraphSdl = composeSupergraph([
  { name: 'old', typeDefs: `${link} type Query { name: String size: Int both: Int }` },
  {
    name: 'new',
    typeDefs: `${link} type Query {
      name: String @override(from: "old", label: "percent(30)")
      size: Int @override(from: "old", label: "percent(2.5)")
      both: Int @override(from: "old", label: "percent(0)")
    }`,
  },
]);

/** Which subgraph answers each field when this number is drawn. */
async function sidesAt(...draws: number[]) {
  const asked: string[] = [];
  const transport = (name: string) => ({
    execute: ({ operation }: { operation: { text: string } }) => {
      for (const [field] of operation.text.matchAll(/name|size|both/g)) {
        asked.push(`${field}: ${name}`);
      }
      return { data: { name: null, size: null, both: null } };
    },
  });
  const gateway = createGateway<object>({
    supergraphSdl,
    transports: { old: transport('old'), new: transport('new') },
    logger: silentLogger,
    random: () => draws.shift() ?? 0,
  });
  const sides: string[] = [];
  while (draws.length > 0) {
    await gateway.execute({ document: '{ name size both }', contextValue: {} });
    sides.push(asked.splice(0).sort().join(', '));
  }
  return sides;
}

describe('@override with a share', () => {
  it('sends an operation to the new subgraph as often as the share says', async () => {
    expect(await sidesAt(0, 0.024, 0.025, 0.299, 0.3, 0.999, 0)).toEqual([
      'both: old, name: new, size: new',
      'both: old, name: new, size: new',
      'both: old, name: new, size: old',
      'both: old, name: new, size: old',
      'both: old, name: old, size: old',
      'both: old, name: old, size: old',
      'both: old, name: new, size: new',
    ]);
  });

  it('draws nothing where no field is handed over', () => {
    const never = () => {
      throw new Error('drawn');
    };
    expect(drawPercentage([], never)).toBeUndefined();
  });

  it('needs one number for all that lead to the same plan', () => {
    const numbers = [0, 0.01, 0.025, 0.2, 0.3, 0.99].map((drawn) =>
      drawPercentage([2.5, 30], () => drawn),
    );
    expect(numbers).toEqual([0, 0, 2.5, 2.5, 30, 30]);
  });
});
