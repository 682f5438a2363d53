import type { RequiresSelection } from '@graphql-hive/router-query-planner';
import type { SupergraphTypes } from '../supergraph/supergraph-types.ts';
import type { ResponseObject } from '../transports/subgraph-transport.ts';
import { fitsCondition } from './representation.ts';

/** The fields that make up the representation of an entity of one type. */
type KeyFields = readonly { readonly name: string; readonly alias: string }[];

/**
 * Tells entities apart by the fields that their representations are made of, without making one: a value that is the same
 * for two entities of a type whose representations are equal. `undefined` where it cannot tell: where a field is missing, or is
 * no string, number or boolean.
 */
export type IdentityReader = (entity: ResponseObject) => string | number | undefined;

/** Gives the reader for entities of a type; `undefined` where their representations are no flat lists of fields. */
export function compileIdentities(
  selections: readonly RequiresSelection[],
  types: SupergraphTypes,
): (typeName: unknown) => IdentityReader | undefined {
  const known = new Map<unknown, IdentityReader | undefined>();
  return (typeName) => {
    if (known.has(typeName)) return known.get(typeName);
    const fields = flatten(selections, typeName, types);
    const byAlias = new Map(fields?.map((field) => [field.alias, field]));
    // Where two are sent as one, only one of them tells.
    const isPlain = fields?.every(({ name, alias }) => byAlias.get(alias)?.name === name) ?? false;
    const reader = isPlain && byAlias.size > 0 ? readerOf([...byAlias.values()]) : undefined;
    known.set(typeName, reader);
    return reader;
  };
}

function flatten(
  selections: readonly RequiresSelection[],
  typeName: unknown,
  types: SupergraphTypes,
): KeyFields | undefined {
  const fields: { name: string; alias: string }[] = [];
  for (const selection of selections) {
    if (selection.kind === 'FragmentSpread') continue;
    if (selection.kind === 'InlineFragment') {
      const isMeant =
        typeof typeName !== 'string' || fitsCondition(typeName, selection.typeCondition, types);
      if (!isMeant) continue;
      const inner = flatten(selection.selections, typeName, types);
      if (inner === undefined) return undefined;
      fields.push(...inner);
      continue;
    }
    const { name, alias = name } = selection;
    if (selection.selections?.length) return undefined;
    if (alias !== '__typename') fields.push({ name, alias });
  }
  return fields;
}

function readerOf(fields: KeyFields): IdentityReader {
  const [only] = fields;
  if (only !== undefined && fields.length === 1) {
    const { name, alias } = only;
    return (entity) => {
      const value = entity[name] === undefined ? entity[alias] : entity[name];
      return typeof value === 'string' || typeof value === 'number' ? value : undefined;
    };
  }
  return (entity) => {
    let identity = '';
    for (const { name, alias } of fields) {
      const value = entity[name] === undefined ? entity[alias] : entity[name];
      // With its length in front, no text can pass for the end of one and the beginning of the next.
      if (typeof value === 'string') identity += `${value.length}:${value}`;
      else if (typeof value === 'number' || typeof value === 'boolean') identity += `${value};`;
      else return undefined;
    }
    return identity;
  };
}
