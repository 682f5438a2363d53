import { describe, expect, it } from 'vitest';
import { explainOperation } from '../../../src/gateway/plan/explain-operation.ts';
import { marketSupergraphSdl } from '../fixture/market.gateway.ts';

const explain = (text: string) => explainOperation(marketSupergraphSdl, text);

describe('explainOperation', () => {
  it('names the subgraph of a single fetch', async () => {
    expect(await explain('{ settings { theme } }')).toBe(
      ['Fetch from "catalog"', '  {', '    settings {', '      theme', '    }', '  }'].join('\n'),
    );
  });

  it('shows what follows on what, for which places and with which keys', async () => {
    const lines = (await explain('{ product(id: "1") { name makers { region } } }')).split('\n');
    expect(lines[0]).toBe('One after another');
    expect(lines).toContain('  Fetch from "catalog"');
    expect(lines).toContain('  For product.makers.@');
    expect(lines).toContain('    Fetch from "people"');
    expect(lines.some((line) => /^ {6}with Person \{ .*\bid\b.* \}$/.test(line))).toBe(true);
  });

  it('plans fields under a variable as if they were asked for, and says so', async () => {
    const text = await explain(
      'query ($a: Boolean!, $b: Boolean!) { settings { theme @include(if: $a) flags @skip(if: $b) } }',
    );
    expect(text).toMatch(/^Planned as if \$a is true and \$b is false\.\nFetch from "catalog"/);
    expect(text).toContain('theme');
    expect(text).toContain('flags');
  });

  it('says that the gateway answers introspection by itself', async () => {
    expect(await explain('{ __typename __schema { queryType { name } } }')).toBe(
      'Nothing is fetched: the gateway answers by itself.',
    );
  });
});

describe('misuse of explainOperation', () => {
  it.each([
    [
      '{ nope more }',
      '- Cannot query field "nope" on type "Query". (line 1, column 3)\n- Cannot query field "more" on type "Query". (line 1, column 8)',
    ],
    ['{', '- Syntax Error: Expected Name, found <EOF>. (line 1, column 2)'],
    ['query A { __typename } query B { __typename }', '- exactly one operation was expected'],
  ])('refuses %s with every reason', async (text, reasons) => {
    await expect(explain(text)).rejects.toMatchObject({
      code: 'OPERATION_INVALID',
      message: `[gateway] the operation must be one that the graph can answer, but:\n${reasons}`,
    });
  });
});
