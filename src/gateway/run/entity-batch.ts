import type {
  FetchRewrite,
  FlattenNodePathSegment,
  RequiresSelection,
} from '@graphql-hive/router-query-planner';
import type { DocumentNode } from 'graphql';
import type { SupergraphTypes } from '../supergraph/supergraph-types.ts';
import type { ResponseObject } from '../transports/subgraph-transport.ts';
import { compileIdentities, type IdentityReader } from './entity-identity.ts';
import { fetchedKeys } from './fetched-keys.ts';
import {
  collectObjects,
  collectPaths,
  compileFlattenPath,
  type FlattenPath,
  type ResponsePath,
} from './flatten-path.ts';
import { isResponseObject, mergeData } from './merge-data.ts';
import { compileRepresentation, type RepresentationBuilder } from './representation.ts';
import { compileRewrite, type Rewrite, renamedKeys } from './rewrite.ts';
import { widenRequires } from './widen-requires.ts';

/** One `_entities` field of a fetch: which entities it is about and what is sent of them. */
export interface EntityFetchPart {
  readonly responseKey: string;
  readonly variable: string;
  readonly paths: readonly (readonly FlattenNodePathSegment[])[];
  readonly requires: readonly RequiresSelection[];
  readonly inputRewrites: readonly FetchRewrite[];
  readonly outputRewrites: readonly FetchRewrite[];
}

export interface CompiledPart {
  readonly responseKey: string;
  readonly variable: string;
  readonly paths: readonly FlattenPath[];
  readonly build: RepresentationBuilder;
  /** Tells entities of a type apart without building their representations, where that can be done. */
  identitiesOf(typeName: unknown): IdentityReader | undefined;
  readonly inputRewrites: readonly Rewrite[];
  readonly outputRewrites: readonly Rewrite[];
  readonly renamed: ReadonlyMap<string, string>;
  /** Whether objects of one returned entity may become part of several places. */
  readonly shares: boolean;
}

/** The entities one part asks for, in one run: each once, however many places want it. */
export interface EntityBatch {
  readonly part: CompiledPart;
  /** Objects of the response that wait for an entity. */
  readonly targets: readonly ResponseObject[];
  /** For each target its place in the list that is sent, or -1 for none. */
  readonly positions: readonly number[];
  readonly representations: readonly ResponseObject[];
}

/**
 * Compiles one part of a fetch whose operation is `document`. `allPaths` are the places of all entity fetches of the
 * plan.
 */
export function compilePart(
  part: EntityFetchPart,
  document: DocumentNode,
  allPaths: readonly FlattenPath[],
  types: SupergraphTypes,
): CompiledPart {
  const paths = part.paths.map((path) => compileFlattenPath(path, types));
  const conditions = fetchedKeys(document, part.responseKey).map((key) => key.typeCondition);
  const requires = widenRequires(part.requires, conditions, types);
  return {
    responseKey: part.responseKey,
    variable: part.variable,
    paths,
    build: compileRepresentation(requires, types),
    identitiesOf: compileIdentities(requires, types),
    inputRewrites: part.inputRewrites.map((rewrite) => compileRewrite(rewrite, types)),
    outputRewrites: part.outputRewrites.map((rewrite) => compileRewrite(rewrite, types)),
    renamed: renamedKeys(part.outputRewrites),
    shares: maySharePlaces(paths, allPaths),
  };
}

/** Finds the objects that wait for an entity and builds one representation for all that are equal. */
export function gatherBatch(data: ResponseObject, part: CompiledPart): EntityBatch {
  const targets = part.paths.flatMap((path) => collectObjects(data, path));
  const positions: number[] = [];
  const representations: ResponseObject[] = [];
  const byText = new Map<string, number>();
  const byType = new Map<unknown, EntitiesOfType>();
  let last: EntitiesOfType | undefined;
  for (const target of targets) {
    const typeName = target.__typename;
    // Those beside each other are mostly of one type.
    if (last === undefined || last.typeName !== typeName) {
      last = byType.get(typeName) ?? {
        typeName,
        identify: part.identitiesOf(typeName),
        places: new Map(),
      };
      byType.set(typeName, last);
    }
    const identity = last.identify?.(target);
    let place = identity === undefined ? undefined : last.places.get(identity);
    if (place === undefined) {
      const representation = part.build(target);
      const text = identity === undefined ? JSON.stringify(representation) : undefined;
      place = text === undefined ? undefined : byText.get(text);
      if (representation === undefined) place = -1;
      else if (place === undefined) {
        for (const rewrite of part.inputRewrites) rewrite(representation);
        place = representations.push(representation) - 1;
      }
      if (identity !== undefined) last.places.set(identity, place);
      else if (text !== undefined) byText.set(text, place);
    }
    positions.push(place);
  }
  return { part, targets, positions, representations };
}

/** Entities of one type, and where they stand in the list that is sent. */
interface EntitiesOfType {
  readonly typeName: unknown;
  readonly identify: IdentityReader | undefined;
  readonly places: Map<string | number, number>;
}

/** Merges each entity that came back into all places that asked for it. */
export function mergeBatch(batch: EntityBatch, entities: readonly unknown[]): void {
  const { part, targets, positions } = batch;
  for (const rewrite of part.outputRewrites) rewrite(entities);
  const used = new Uint8Array(entities.length);
  for (let index = 0; index < targets.length; index++) {
    const position = positions[index] ?? -1;
    const target = targets[index];
    const entity = entities[position];
    if (target === undefined || !isResponseObject(entity)) continue;
    mergeData(target, entity, !part.shares && used[position] === 1);
    used[position] = 1;
  }
}

/** Response paths of the targets of a batch of this part, in the same order. */
export function batchPaths(data: ResponseObject, part: CompiledPart): ResponsePath[] {
  return part.paths.flatMap((path) => collectPaths(data, path));
}

/**
 * Whether objects within one entity can be put in all places that asked for it without a copy. They cannot when
 * another step works on only some of those places, for it would change what the others show.
 */
function maySharePlaces(paths: readonly FlattenPath[], all: readonly FlattenPath[]): boolean {
  return all.every((other) =>
    paths.every((path) => {
      const related = `${other.fields}.`.startsWith(`${path.fields}.`);
      return !related || (paths.length === 1 && other.exact.startsWith(path.exact));
    }),
  );
}
