import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { findSchemaFindings } from '../../scripts/schema-changes.ts';
import { printRedressSchema } from '../../src/composition/our-supergraph.ts';

const RELEASED = `
  type Query { council(slug: String): Council }
  type Council { name: String! type: CouncilType! }
  enum CouncilType { COUNTY DISTRICT }
`;

/** What is found when one piece of the released schema is replaced. */
function change(before: string, after: string) {
  if (!RELEASED.includes(before)) throw new Error(`no "${before}" in the released schema`);
  return findSchemaFindings(buildSchema(RELEASED), buildSchema(RELEASED.replace(before, after)));
}

describe('against the last release', () => {
  it('finds nothing in the same schema', () => {
    expect(change('name', 'name')).toEqual({ errors: [], warnings: [] });
  });

  it('fails a removed field', () => {
    expect(change('name: String!', '').errors).toEqual([
      'FIELD_REMOVED: Council.name was removed.',
    ]);
  });

  it('fails a field that becomes nullable', () => {
    expect(change('name: String!', 'name: String').errors).toEqual([
      'FIELD_CHANGED_KIND: Council.name changed type from String! to String.',
    ]);
  });

  it('fails a nullable argument that becomes required', () => {
    expect(change('slug: String', 'slug: String!').errors).toEqual([
      'ARG_CHANGED_KIND: Query.council arg slug has changed type from String to String!.',
    ]);
  });

  it('fails a removed enum value', () => {
    expect(change('COUNTY DISTRICT', 'COUNTY').errors).toEqual([
      'VALUE_REMOVED_FROM_ENUM: DISTRICT was removed from enum type CouncilType.',
    ]);
  });

  it('passes an added field and an added nullable argument with at most a warning', () => {
    expect(change('name: String!', 'name: String! region: String').errors).toEqual([]);
    expect(change('slug: String', 'slug: String, code: ID').errors).toEqual([]);
  });

  it('warns of an added enum value', () => {
    expect(change('COUNTY DISTRICT', 'COUNTY DISTRICT UNITARY')).toEqual({
      errors: [],
      warnings: ['VALUE_ADDED_TO_ENUM: UNITARY was added to enum type CouncilType.'],
    });
  });
});

describe('deprecations', () => {
  it('passes one with a reason and a date', () => {
    const dated = 'name: String! @deprecated(reason: "Use title. Goes on 2027-04-01.")';
    expect(change('name: String!', dated).errors).toEqual([]);
  });

  it.each([
    ['no reason', '', 'No longer supported'],
    ['no date', '(reason: "Use title.")', 'Use title.'],
    ['a date that no calendar has', '(reason: "Goes on 2027-02-30.")', 'Goes on 2027-02-30.'],
    ['a date alone', '(reason: "2027-04-01")', '2027-04-01'],
  ])('fails one with %s', (_, argument, reason) => {
    expect(change('name: String!', `name: String! @deprecated${argument}`).errors).toEqual([
      `UNDATED_DEPRECATION: Council.name must be deprecated with a reason and the date YYYY-MM-DD of its removal, but got "${reason}".`,
    ]);
  });

  it('looks at arguments and enum values too', () => {
    expect(change('slug: String', 'slug: String @deprecated').errors[0]).toContain(
      'Query.council(slug:) must be deprecated',
    );
    expect(change('COUNTY', 'COUNTY @deprecated').errors[0]).toContain(
      'CouncilType.COUNTY must be deprecated',
    );
  });
});

describe('our own schema', () => {
  const released = buildSchema(readFileSync('schema/last-release.graphql', 'utf8'));

  it('breaks no client of the last release, and dates what it deprecates', () => {
    expect(findSchemaFindings(released, buildSchema(printRedressSchema())).errors).toEqual([]);
  });

  it('would fail without a field that was released', () => {
    const smaller = printRedressSchema().replace(/^ {2}slug: String!$/m, '  path: String!');
    expect(findSchemaFindings(released, buildSchema(smaller)).errors).toContain(
      'FIELD_REMOVED: Council.slug was removed.',
    );
  });

  it('is held to that by npm run check', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(scripts.check).toContain('npm run check:schema');
    expect(scripts['check:schema']).toBe('tsx scripts/check-schema.ts');
  });
});
