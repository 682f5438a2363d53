import { buildSchema, Kind, parse, print } from 'graphql';
import { describe, expect, it } from 'vitest';
import { fragmentsOf } from '../../../src/gateway/plan/filter-root-selection.ts';
import { normalizeSelection } from '../../../src/gateway/plan/normalize-operation.ts';

const schema = buildSchema(`
  type Query { item: Item found: Found media: Media }
  interface Item { id: ID! maker: Maker }
  type Book implements Item { id: ID! maker: Maker pages: Int }
  type Film implements Item { id: ID! maker: Maker minutes: Int }
  type Maker { name: String born: Int }
  union Found = Book | Maker
  union Media = Book | Film
`);

function normalize(text: string, conditions: Record<string, unknown> = {}): string {
  const document = parse(text, { noLocation: true });
  const [operation] = document.definitions;
  const query = schema.getQueryType();
  if (operation?.kind !== Kind.OPERATION_DEFINITION || !query) throw new Error('No query');
  const scope = { schema, fragments: fragmentsOf(document), conditions };
  const selection = normalizeSelection(scope, query, [operation.selectionSet]);
  return print(selection).replace(/\s+/g, ' ');
}

describe('normalizeSelection', () => {
  it('writes fragments in place and each field once', () => {
    expect(
      normalize('{ item { id ...F ... on Item { id } } } fragment F on Item { maker { name } }'),
    ).toBe('{ item { id maker { name } } }');
  });

  it('decides conditions', () => {
    const text =
      '{ item { id @skip(if: $a) maker @include(if: $b) { name born @skip(if: true) } } }';
    expect(normalize(text, { a: true, b: true })).toBe('{ item { maker { name } } }');
    expect(normalize(text, { a: true, b: false })).toBe('{ item { __typename } }');
  });

  it('narrows to object types only', () => {
    expect(normalize('{ found { ... on Item { id } ... on Maker { name } } }')).toBe(
      '{ found { ... on Book { id } ... on Maker { name } } }',
    );
  });

  it('narrows a union by the interface of all its members, for a union has no fields', () => {
    expect(normalize('{ media { ... on Item { id } } }')).toBe(
      '{ media { ... on Book { id } ... on Film { id } } }',
    );
  });

  it('moves a common field to the types when one of them asks for more beneath it', () => {
    expect(normalize('{ item { id maker { name } ... on Film { id maker { born } } } }')).toBe(
      '{ item { id ... on Film { maker__2: maker { name born } } ... on Book { maker { name } } } }',
    );
  });

  it('keeps apart under other keys what types ask for in different ways', () => {
    expect(
      normalize('{ item { ... on Book { maker { name } } ... on Film { maker { born } } } }'),
    ).toBe('{ item { ... on Book { maker { name } } ... on Film { maker__2: maker { born } } } }');
    expect(normalize('{ item { maker { name } ... on Book { maker { born } } } }')).toBe(
      '{ item { ... on Book { maker { name born } } ... on Film { maker__2: maker { name } } } }',
    );
  });

  it('asks for the type where a fragment repeats what is common', () => {
    expect(normalize('{ item { maker { name } ... on Book { maker { name } } } }')).toBe(
      '{ item { maker { name } __typename } }',
    );
  });

  it('takes a key that the client does not use', () => {
    expect(
      normalize(
        '{ item { maker__2: id ... on Book { maker { name } } ... on Film { maker { born } } } }',
      ),
    ).toContain('maker__2_: maker');
  });

  it('spreads a fragment once at one place, however often it is written', () => {
    const bomb = Array.from(
      { length: 40 },
      (_, index) => `fragment F${index} on Item { ...F${index + 1} ...F${index + 1} }`,
    );
    expect(normalize(`{ item { ...F0 } } ${bomb.join(' ')} fragment F40 on Item { id }`)).toBe(
      '{ item { id } }',
    );
  });
});
