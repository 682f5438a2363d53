import { printSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { marketExamples } from '../fixture/market.examples.ts';
import { createMarketGateway } from '../fixture/market.gateway.ts';
import { buildPlainMarket } from '../fixture/market.plain-schema.ts';
import { generateOperation, type Random, seededRandom } from '../generate-operation.ts';

/** 20,000 and more in a nightly run. */
const runs = Number(process.env.REDRESS_PLANNER_FUZZ ?? 600);

const odd = [
  '__typename',
  '...',
  '{',
  '}',
  '@skip(if: true)',
  '@include(if: false)',
  'x:',
  '0',
  '""',
];

/** The text with a few of its words taken out, doubled, exchanged, or replaced by odd ones. */
function mutate(text: string, random: Random): string {
  const words = text.match(/"[^"]*"|\.\.\.|[\w$@]+|[^\s\w]/g) ?? [];
  const pick = () => Math.floor(random() * words.length);
  for (let count = 0; count <= random() * 3; count++) {
    const at = pick();
    const other = words[pick()] ?? '';
    const choices = [[], [words[at] ?? '', words[at] ?? ''], [other], [words[at] ?? '', other]];
    const oddOne = odd[Math.floor(random() * odd.length)] ?? '';
    words.splice(at, 1, ...(choices[Math.floor(random() * 6)] ?? [words[at] ?? '', oddOne]));
  }
  return words.join(' ');
}

describe('the native planner', () => {
  it(`outlives ${runs} operations, whole and mutated, that get past validation or do not`, async () => {
    const gateway = createMarketGateway();
    const plain = buildPlainMarket(printSchema(gateway.schema));
    const outcomes = { planned: 0, refused: 0 };
    const faults: string[] = [];
    for (let seed = 0; seed < runs; seed++) {
      const random = seededRandom(seed);
      const operation = seed % 7 === 0 ? 'mutation' : 'query';
      const { text, variables } = generateOperation(plain, random, {
        examples: marketExamples,
        operation,
      });
      const document = seed % 5 === 0 ? text : mutate(text, random);
      const { data, errors = [] } = await gateway.execute({
        document,
        variables,
        contextValue: { counter: 0 },
      });
      if (data === undefined) outcomes.refused++;
      else outcomes.planned++;
      const codes = errors.map(({ extensions }) => extensions.code);
      // What a plan cannot be found for is told so; it is neither a fault nor an end of the process.
      if (codes.includes('INTERNAL_SERVER_ERROR') && data === undefined) faults.push(document);
      if (codes.includes('OPERATION_NOT_PLANNED')) faults.push(document);
    }
    await gateway.close();
    expect(faults).toEqual([]);
    expect(outcomes.planned).toBeGreaterThan(runs / 6);
    expect(outcomes.refused).toBeGreaterThan(runs / 10);
    if (process.env.REDRESS_PLANNER_FUZZ) process.stdout.write(`${JSON.stringify(outcomes)}\n`);
  }, 900_000);

  it('is spared the descriptions of operations, variables and fragments, which it cannot read', async () => {
    const gateway = createMarketGateway();
    const document = `"one" query Q("two" $id: ID!, "three" $all: Boolean = true) {
      person(id: $id) { ...P @include(if: $all) } }
      "four" fragment P on Person { id reviews { stars } }`;
    const { data, errors } = await gateway.execute({
      document,
      variables: { id: '1' },
      contextValue: { counter: 0 },
    });
    await gateway.close();
    expect(errors).toBeUndefined();
    expect(data).toHaveProperty('person');
  });
});
