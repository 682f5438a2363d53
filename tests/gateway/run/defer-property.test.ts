import fc from 'fast-check';
import { type ExecutionResult, printSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { SubgraphTransport } from '../../../src/gateway/transports/subgraph-transport.ts';
import { compareResults } from '../compare-results.ts';
import { marketExamples } from '../fixture/market.examples.ts';
import type { MarketContext } from '../fixture/market.fields.ts';
import { createMarketGateway, embeddedMarketTransports } from '../fixture/market.gateway.ts';
import { buildPlainMarket } from '../fixture/market.plain-schema.ts';
import { generateOperation, type Random, seededRandom } from '../generate-operation.ts';
import { type MergedAnswer, mergeParts, readParts } from './merge-parts.ts';

/** Fixed, so that a run can be repeated; any other number is as good. */
const firstSeed = 20_220_824;
/** How many operations are compared. A nightly run sets more. */
const runs = Number(process.env.REDRESS_DEFER_RUNS ?? 400);

/** Lets a random number of other things happen before each answer, so that steps are done in any order. */
function shuffled(
  transports: Record<string, SubgraphTransport<MarketContext>>,
  random: { next: Random },
  count: () => void,
): Record<string, SubgraphTransport<MarketContext>> {
  return Object.fromEntries(
    Object.entries(transports).map(([name, transport]) => [
      name,
      {
        ...transport,
        async execute(request) {
          count();
          const answer = await transport.execute(request);
          for (let turns = Math.floor(random.next() * 40); turns > 0; turns--) {
            await Promise.resolve();
          }
          return answer;
        },
      },
    ]),
  );
}

describe('answers in parts', () => {
  const random = { next: seededRandom(1) };
  let sent = 0;
  const gateway = createMarketGateway(
    shuffled(embeddedMarketTransports(), random, () => {
      sent += 1;
    }),
  );
  const plain = buildPlainMarket(printSchema(gateway.schema));
  const met = { whole: 0, parted: 0, lost: 0, payloads: 0, nested: 0, errors: 0 };

  async function compare(seed: number): Promise<void> {
    const { text, variables } = generateOperation(plain, seededRandom(seed), {
      examples: marketExamples,
      defer: true,
    });
    random.next = seededRandom(seed);
    const request = { document: text, variables, contextValue: { counter: 0 } };
    const from = sent;
    const expected = await gateway.execute(request);
    const between = sent;
    const answer = await readParts(await gateway.executeInParts(request));
    const what = `${text}\n${JSON.stringify(variables)}\n${JSON.stringify(answer)}`;
    expect(sent - between, what).toBe(between - from);
    if (!Array.isArray(answer)) {
      met.whole += 1;
      expect(compareResults(expected, answer), what).toEqual([]);
      return;
    }
    const merged = mergeParts(answer);
    met.parted += 1;
    if (answer.length > 2) met.nested += 1;
    met.payloads += answer.flatMap(
      (part) => ('incremental' in part && part.incremental) || [],
    ).length;
    if (merged.lost.length > 0) met.lost += 1;
    if (merged.errors.length > 0) met.errors += 1;
    expect(differences(expected, merged), what).toEqual([]);
  }

  it('say in all what the whole answer says, with as many requests', async () => {
    const seeds = fc.noShrink(fc.nat());
    await fc.assert(fc.asyncProperty(seeds, compare), { numRuns: runs, seed: firstSeed });
    for (const count of Object.values(met)) expect(count).toBeGreaterThan(runs / 100);
  });
});

/** Empty when a merged answer is the whole one, but where a lost fragment leaves what the whole answer has null for. */
function differences(whole: ExecutionResult, merged: MergedAnswer): string[] {
  const expected = JSON.parse(JSON.stringify(whole.data ?? null));
  const actual = cutLost(expected, merged.data, merged.lost);
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted);
    if (typeof value !== 'object' || value === null) return value;
    return Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]);
  };
  if (JSON.stringify(sorted(expected)) !== JSON.stringify(sorted(actual))) {
    return [`${JSON.stringify(expected)} was expected, but merged is ${JSON.stringify(actual)}`];
  }
  const errors = merged.errors.filter((error, index) => {
    const text = JSON.stringify(error);
    return merged.errors.findIndex((other) => JSON.stringify(other) === text) === index;
  });
  return compareResults({ ...whole, data: expected }, { data: expected, errors });
}

/** The merged data with null where the whole answer has it, at or above a lost fragment. */
function cutLost(
  whole: unknown,
  merged: unknown,
  lost: readonly (readonly (string | number)[])[],
): unknown {
  for (const path of lost) {
    let value = whole;
    for (const [length, key] of [...path, ''].entries()) {
      if (value === null) {
        merged = withNull(merged, path.slice(0, length));
        break;
      }
      value = (value as Record<string | number, unknown>)[key];
    }
  }
  return merged;
}

function withNull(data: unknown, path: readonly (string | number)[]): unknown {
  const [key, ...rest] = path;
  if (key === undefined || data === null) return null;
  const container = data as Record<string | number, unknown>;
  Object.defineProperty(container, key, {
    value: withNull(container[key], rest),
    enumerable: true,
    writable: true,
    configurable: true,
  });
  return container;
}
