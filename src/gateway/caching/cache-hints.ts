import { type ConstDirectiveNode, type DocumentNode, Kind, type TypeNode } from 'graphql';
import { z } from 'zod';
import { directivesNamed, linkedDirectiveName } from '../supergraph/linked-directive.ts';
import {
  argumentValues,
  type CacheHint,
  cacheControlName,
  hintedKinds,
  joinCacheHints,
  readCacheHint,
} from './cache-hint.ts';

/** What the subgraphs of a supergraph say by `@cacheControl`, and what is needed to follow it. */
export interface CacheHints {
  /** What a subgraph says of a type or a field, by its coordinate: `Type` or `Type.field`. */
  hintOf(subgraph: string, coordinate: string): CacheHint | undefined;
  /** Name of the type that a field gives, without lists; `undefined` for a field that is not known. */
  typeOf(coordinate: string): string | undefined;
  /** Name of the type at the root of an operation. */
  rootType(kind: string): string;
}

const joinSchema = z.object({
  name: z.literal(cacheControlName),
  graphs: z.array(z.string()),
  args: z.unknown(),
});

/**
 * Reads the hints out of a supergraph: those that `composeSupergraph` carried there, each with its subgraph, and those of
 * `@composeDirective`, which count for all subgraphs that have the place.
 */
export function readCacheHints(supergraph: DocumentNode): CacheHints {
  const subgraphs = subgraphNames(supergraph);
  const bySubgraph = new Map<string, CacheHint>();
  const ofAll = new Map<string, CacheHint>();
  const fieldTypes = new Map<string, string>();
  const rootTypes = new Map<string, string>();
  const composed =
    linkedDirectiveName(supergraph, cacheControlName, cacheControlName) ?? cacheControlName;

  const read = (coordinate: string, directives: readonly ConstDirectiveNode[] = []) => {
    const node = { directives };
    for (const directive of directivesNamed(node, 'join__directive')) {
      const { data } = joinSchema.safeParse(argumentValues(directive));
      const hint = data && readCacheHint(data.args);
      if (hint === undefined) continue;
      for (const graph of data?.graphs ?? []) {
        const key = `${subgraphs.get(graph) ?? graph} ${coordinate}`;
        bySubgraph.set(key, joinCacheHints(bySubgraph.get(key), hint));
      }
    }
    for (const directive of directivesNamed(node, composed)) {
      const hint = readCacheHint(argumentValues(directive));
      if (hint) ofAll.set(coordinate, joinCacheHints(ofAll.get(coordinate), hint));
    }
  };

  for (const definition of supergraph.definitions) {
    if (definition.kind === Kind.SCHEMA_DEFINITION) {
      for (const { operation, type } of definition.operationTypes) {
        rootTypes.set(operation, type.name.value);
      }
    }
    if (!hintedKinds.has(definition.kind) || !('name' in definition)) continue;
    if (definition.name === undefined || !('directives' in definition)) continue;
    const type = definition.name.value;
    read(type, definition.directives as readonly ConstDirectiveNode[]);
    if (!('fields' in definition)) continue;
    for (const field of definition.fields ?? []) {
      const coordinate = `${type}.${field.name.value}`;
      read(coordinate, field.directives as readonly ConstDirectiveNode[]);
      if ('type' in field) fieldTypes.set(coordinate, nameOf(field.type));
    }
  }
  return {
    hintOf: (subgraph, coordinate) =>
      bySubgraph.get(`${subgraph} ${coordinate}`) ?? ofAll.get(coordinate),
    typeOf: (coordinate) => fieldTypes.get(coordinate),
    rootType: (kind) => rootTypes.get(kind) ?? `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`,
  };
}

function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);
}

/** Names of subgraphs, by the values that stand for them in the supergraph. */
function subgraphNames(supergraph: DocumentNode): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION) continue;
    if (definition.name.value !== 'join__Graph') continue;
    for (const value of definition.values ?? []) {
      const [graph] = directivesNamed(value, 'join__graph');
      const name = graph && argumentValues(graph).name;
      names.set(value.name.value, typeof name === 'string' ? name : value.name.value);
    }
  }
  return names;
}
