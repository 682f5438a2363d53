import fc from 'fast-check';
import { type ExecutionResult, execute, parse, printSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { compareResults } from './compare-results.ts';
import { marketExamples } from './fixture/market.examples.ts';
import { createMarketGateway } from './fixture/market.gateway.ts';
import { buildPlainMarket } from './fixture/market.plain-schema.ts';
import { type GeneratedOperation, generateOperation, seededRandom } from './generate-operation.ts';

/** Fixed, so that a run can be repeated; any other number is as good. */
const firstSeed = 22_072_020;

describe('the gateway over four subgraphs', () => {
  const gateway = createMarketGateway();
  const plain = buildPlainMarket(printSchema(gateway.schema));

  function generate(seed: number, operation: 'query' | 'mutation' = 'query'): GeneratedOperation {
    return generateOperation(plain, seededRandom(seed), { examples: marketExamples, operation });
  }

  async function answerPlainly({ text, variables }: GeneratedOperation): Promise<ExecutionResult> {
    return execute({
      schema: plain,
      document: parse(text),
      variableValues: variables,
      contextValue: { counter: 0 },
    });
  }

  async function compare(operation: GeneratedOperation): Promise<void> {
    const { text: document, variables } = operation;
    const expected = await answerPlainly(operation);
    const actual = await gateway.execute({ document, variables, contextValue: { counter: 0 } });
    expect(compareResults(expected, actual), `${document}\n${JSON.stringify(variables)}`).toEqual(
      [],
    );
  }

  it('answers 2,200 generated queries as one schema does', { timeout: 300_000 }, async () => {
    const seeds = fc.noShrink(fc.nat());
    await fc.assert(
      fc.asyncProperty(seeds, (seed) => compare(generate(seed))),
      { numRuns: 2200, seed: firstSeed },
    );
  });

  it('answers 300 generated mutations as one schema does', async () => {
    const seeds = fc.noShrink(fc.nat());
    await fc.assert(
      fc.asyncProperty(seeds, (seed) => compare(generate(seed, 'mutation'))),
      { numRuns: 300, seed: firstSeed },
    );
  });

  it('meets every feature of the language in what is generated', async () => {
    const operations = Array.from({ length: 300 }, (_, seed) => generate(seed));
    const features: Record<string, RegExp> = {
      aliases: /\bx: \w+/,
      'named fragments': /fragment \w+ on/,
      'inline fragments': /\.\.\. on \w+/,
      'fragments without a type': /\.\.\. \{/,
      variables: /\$v\d+: (Int|ID|Style|\[)/,
      'default values': /\$v\d+: \w+!? = /,
      '@include with a literal': /@include\(if: (true|false)\)/,
      '@skip with a variable': /@skip\(if: \$/,
      __typename: /__typename/,
      introspection: /__schema|__type\(/,
      'a field selected twice': /\b(\w+) \1\b/,
      'input objects': /filter: \{/,
    };
    for (const [name, pattern] of Object.entries(features)) {
      const found = operations.filter(({ text }) => pattern.test(text));
      expect(found.length, name).toBeGreaterThan(5);
    }
    const answers = await Promise.all(operations.map(answerPlainly));
    expect(answers.filter(({ data }) => data).length).toBeGreaterThan(200);
    expect(answers.filter(({ errors }) => errors).length).toBeGreaterThan(50);
  });

  it('generates the same operation from the same seed', () => {
    expect(generate(7)).toEqual(generate(7));
    expect(generate(7).text).not.toBe(generate(8).text);
  });
});
