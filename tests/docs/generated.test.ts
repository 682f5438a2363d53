import { readFileSync } from 'node:fs';
import { parse } from 'graphql';
import { expect, it } from 'vitest';
import { printGraphTypes } from '../../scripts/print-graph-types.ts';
import { printRedressSchema } from '../../src/composition/our-supergraph.ts';
import { composeSupergraph } from '../../src/gateway/supergraph/compose-supergraph.ts';
import { buildPublicSchema } from '../../src/gateway/supergraph/public-schema.ts';
import { createSubgraphs } from '../../src/resolvers/subgraphs.ts';

it('the types of the graph for report queries are those of the composed graph (npm run generate)', () => {
  const schema = buildPublicSchema(parse(composeSupergraph(createSubgraphs())));
  expect(readFileSync('src/reports/graph-types.generated.ts', 'utf8')).toBe(
    printGraphTypes(schema),
  );
});

it('the schema of the example frontend is that of the composed graph (npm run generate)', () => {
  expect(readFileSync('examples/frontend/schema.graphql', 'utf8')).toBe(
    `${printRedressSchema().trimEnd()}\n`,
  );
});
