import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { getOperationAST, parse } from 'graphql';
import { fragmentsOf } from '../../src/gateway/plan/filter-root-selection.ts';
import { planOperation } from '../../src/gateway/plan/plan-operation.ts';
import { createQueryPlanner } from '../../src/gateway/plan/query-planner.ts';
import { composeSupergraph } from '../../src/gateway/supergraph/compose-supergraph.ts';
import { buildPublicSchema } from '../../src/gateway/supergraph/public-schema.ts';
import { type BenchRow, roughly } from '../bench.ts';
import { compare } from '../compare.ts';
import { describeSpread } from '../spread.ts';
import { shop } from './shop.subgraphs.ts';
import { storefront } from './storefront.operation.ts';

export const name = 'Plans: an operation over four subgraphs that was never seen before';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Both in one process; each operation has a name of its own for a field, so that no plan is known. */
export async function run(): Promise<{ rows: BenchRow[] }> {
  if (!existsSync(here('node_modules'))) {
    process.stdout.write(
      '  Left out: the gateways to compare with are not installed; "npm ci --prefix bench/gateway" installs them.\n',
    );
    return { rows: [] };
  }
  const supergraphSdl = composeSupergraph(
    Object.entries(shop).map(([subgraph, { typeDefs }]) => ({
      name: subgraph,
      typeDefs,
      url: `http://127.0.0.1/${subgraph}`,
    })),
  );
  const ours = createOurPlanner(supergraphSdl);
  const { createApolloPlanner }: { createApolloPlanner(sdl: string): (text: string) => unknown } =
    await import(here('opponents/plan.js'));
  const theirs = createApolloPlanner(supergraphSdl);
  assertSameFetches(await ours(storefront), theirs(storefront));
  let count = 0;
  const next = () => {
    count += 1;
    return storefront.replace('people {', `people${count}: people {`);
  };
  const [mine, apollo] = await compare(
    [
      { name: 'Redress', run: () => ours(next()) },
      { name: '@apollo/gateway', run: () => theirs(next()) },
    ],
    { turnMs: 1_000 },
  );
  if (!mine || !apollo) throw new Error('compare gives a result for each contender');
  return {
    rows: [
      {
        what: 'Plan of a new operation, from its text',
        against: '@apollo/gateway',
        ratio: mine.perSecond / apollo.perSecond,
        target: 10,
        detail:
          `${roughly(1000 / mine.perSecond)} ${describeSpread(mine)} ms against ${roughly(1000 / apollo.perSecond)} ${describeSpread(apollo)} ms; ` +
          `${roughly(apollo.processorMs / mine.processorMs)} times by processor time`,
      },
    ],
  };
}

function createOurPlanner(supergraphSdl: string) {
  const planner = createQueryPlanner(supergraphSdl);
  const schema = buildPublicSchema(parse(supergraphSdl));
  const rootType = schema.getQueryType();
  return async (text: string) => {
    const document = parse(text);
    const operation = getOperationAST(document, null);
    if (!operation || !rootType) throw new Error('The operation is a query.');
    const scope = { schema, fragments: fragmentsOf(document), conditions: {} };
    const { node } = await planOperation(planner, operation, rootType, scope);
    return node;
  };
}

/** Plans differ in form; that both ask each subgraph is what can be compared. */
function assertSameFetches(ours: unknown, theirs: unknown): void {
  const namesIn = (plan: unknown) =>
    [...new Set(JSON.stringify(plan).match(/"serviceName":"\w+"/g))].toSorted().join();
  if (namesIn(ours) !== namesIn(theirs)) throw new Error('Plans ask other subgraphs.');
}
