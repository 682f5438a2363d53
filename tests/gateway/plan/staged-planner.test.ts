import { type DocumentNode, parse, print } from 'graphql';
import { describe, expect, it } from 'vitest';
import { PlanningError } from '../../../src/gateway/plan/planning.error.ts';
import { createQueryPlanner } from '../../../src/gateway/plan/query-planner.ts';
import { createStagedPlanner } from '../../../src/gateway/plan/staged-planner.ts';
import { marketSupergraphSdl } from '../fixture/market.gateway.ts';

describe('createStagedPlanner', () => {
  const supergraph = parse(marketSupergraphSdl, { noLocation: true });
  const operation = parse('{ review(id: "r1") { product { cost: shipping averageStars } } }');

  it('stands over a gap of the planner beneath, which is still there', async () => {
    const direct = createQueryPlanner(marketSupergraphSdl);
    await expect(direct.plan(operation, undefined)).rejects.toThrow(PlanningError);
  });

  it('fetches what is required first, then the field by a representation that holds it', async () => {
    const planner = createStagedPlanner(supergraph, createQueryPlanner);
    const plan = await planner.plan(operation, undefined);
    const nodes = plan?.kind === 'Sequence' ? plan.nodes : [];
    expect(nodes).toHaveLength(2);
    expect(nodes[1]).toEqual({
      kind: 'Flatten',
      path: [{ Field: 'review' }, { Field: 'product' }],
      node: {
        kind: 'Fetch',
        serviceName: 'stock',
        operationKind: 'query',
        operation: print(
          parse(
            'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Product { cost: shipping } } }',
          ),
        ),
        requires: [
          {
            kind: 'InlineFragment',
            typeCondition: 'Product',
            selections: [
              { kind: 'Field', name: '__typename' },
              { kind: 'Field', name: '_need0_weight', alias: 'weight' },
              {
                kind: 'Field',
                name: '_need1_size',
                alias: 'size',
                selections: [{ kind: 'Field', name: 'width' }],
              },
              { kind: 'Field', name: '_need2_sku', alias: 'sku' },
              { kind: 'Field', name: '_need3_market', alias: 'market' },
            ],
          },
        ],
      },
    });
  });

  it('passes the failure on where nothing can be staged', async () => {
    const create = () => ({
      overridePercentages: [],
      plan: (_: DocumentNode) => Promise.reject(new PlanningError('no way')),
    });
    const planner = createStagedPlanner(supergraph, create);
    await expect(planner.plan(parse('{ broken }'), undefined)).rejects.toThrow(
      'No plan was found: no way',
    );
  });
});
