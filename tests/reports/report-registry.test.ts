import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { describeParameters } from '../../src/reports/describe-parameters.ts';
import { createReportRegistry } from '../../src/reports/report-registry.ts';
import { councilCard } from './council-card.ts';

const schema = buildSchema(`
  type Query { council(slug: String): Council }
  type Council { name: String! region: String! officers: [Officer!] }
  type Officer { name: String! }
`);

describe('createReportRegistry', () => {
  it('finds reports by name, in the order in which they were installed', () => {
    const other = { ...councilCard, name: 'other' };
    const registry = createReportRegistry([other, councilCard], { schema });
    expect(registry.reports.map(({ name }) => name)).toEqual(['other', 'council-card']);
    expect(registry.get('council-card')).toBe(councilCard);
    expect(registry.find('nobody')).toBeUndefined();
  });

  it('does without the graph, as in a subgraph that runs alone', () => {
    expect(createReportRegistry([councilCard]).reports).toEqual([councilCard]);
  });
});

describe('createReportRegistry, misused', () => {
  it('throws once with every problem: names, versions, queries with line and field', () => {
    const future = { ...councilCard, name: 'future', apiVersion: 2 };
    const small = buildSchema(
      'type Query { council(slug: String): Council } type Council { name: String }',
    );
    const attempt = () =>
      createReportRegistry([councilCard, councilCard, future], { schema: small });
    expect(attempt).toThrow(
      expect.objectContaining({
        code: 'REPORT_REGISTRY_INVALID',
        problems: expect.arrayContaining([
          '[report:council-card] name: expected a name of its own, but 2 reports have it. Rename all but one.',
          '[report:future] apiVersion: expected 1, but got 2. Install a version of the report for this engine.',
          '[report:future] query line 3: Cannot query field "region" on type "Council".',
          '[report:future] query line 3: Cannot query field "officers" on type "Council".',
        ]),
      }),
    );
  });

  it('says which names there are when asked for another', () => {
    expect(() => createReportRegistry([councilCard]).get('annual-leter')).toThrow(
      '[report:annual-leter] find: expected the name of an installed report (council-card), but got "annual-leter".',
    );
  });
});

describe('describeParameters', () => {
  it('gives the parameters as JSON Schema', () => {
    expect(describeParameters(councilCard)).toMatchObject({
      type: 'object',
      required: ['council'],
      properties: { council: { type: 'string' }, yearEnding: { type: 'integer' } },
    });
  });
});
