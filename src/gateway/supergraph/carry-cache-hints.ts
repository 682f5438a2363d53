import type { ServiceDefinition } from '@theguild/federation-composition';
import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  Kind,
  parse,
  print,
  visit,
} from 'graphql';
import {
  argumentValues,
  type CacheHint,
  cacheControlName,
  hintedKinds,
  joinCacheHints,
  readCacheHint,
  writeCacheHint,
} from '../caching/cache-hint.ts';
import { graphNames } from './mend-supergraph.ts';

/** The hints of one subgraph, by coordinate: `Type` or `Type.field`. */
type HintsByCoordinate = ReadonlyMap<string, CacheHint>;

/** Subgraphs without their `@cacheControl`, and what it said. */
export interface CacheHintsTaken {
  readonly services: ServiceDefinition[];
  /** By the subgraph's name. */
  readonly hints: ReadonlyMap<string, HintsByCoordinate>;
}

const scopeEnum = 'CacheControlScope';

/**
 * Takes `@cacheControl` out of subgraphs before they are composed. Composition drops it otherwise, but keeps the enum of
 * its argument, which is nothing to clients. A subgraph that composes the directive itself (`@composeDirective`) stays as it is.
 */
export function takeCacheHints(services: readonly ServiceDefinition[]): CacheHintsTaken {
  const hints = new Map<string, HintsByCoordinate>();
  const plain = services.map((service) => {
    const { name, typeDefs } = service;
    const isDefined = typeDefs.definitions.some(isCacheControl);
    if (!isDefined) return service;
    hints.set(name, readHints(typeDefs));
    return composesDirective(typeDefs) ? service : { ...service, typeDefs: withoutHints(typeDefs) };
  });
  return { services: plain, hints };
}

/**
 * Puts hints into a supergraph, each with its subgraph, as composition carries what it does not know:
 * `@join__directive(graphs: [A], name: "cacheControl", args: { maxAge: 60 })`.
 */
export function carryCacheHints(supergraphSdl: string, { hints }: CacheHintsTaken): string {
  if (![...hints.values()].some(({ size }) => size > 0)) return supergraphSdl;
  const supergraph = parse(supergraphSdl, { noLocation: true });
  const graphs = graphNames(supergraph);
  const joinsAt = (coordinate: string): ConstDirectiveNode[] =>
    [...hints].flatMap(([subgraph, byCoordinate]) => {
      const hint = byCoordinate.get(coordinate);
      return hint ? [joinDirective(graphs.get(subgraph) ?? subgraph, hint)] : [];
    });
  const definitions = supergraph.definitions.map((definition): DefinitionNode => {
    if (!hintedKinds.has(definition.kind) || !('directives' in definition)) return definition;
    if (!('name' in definition) || definition.name === undefined) return definition;
    const type = definition.name.value;
    const directives = [...(definition.directives ?? []), ...joinsAt(type)] as ConstDirectiveNode[];
    if (!('fields' in definition)) return { ...definition, directives } as DefinitionNode;
    const fields = definition.fields?.map((field) => ({
      ...field,
      directives: [...(field.directives ?? []), ...joinsAt(`${type}.${field.name.value}`)],
    }));
    return { ...definition, directives, fields } as DefinitionNode;
  });
  return print({
    kind: Kind.DOCUMENT,
    definitions: [...definitions, ...missingDefinitions(supergraph)],
  });
}

const joinDefinitions = parse(
  `directive @join__directive(graphs: [join__Graph!], name: String!, args: join__DirectiveArguments) repeatable on SCHEMA | OBJECT | INTERFACE | UNION | FIELD_DEFINITION
scalar join__DirectiveArguments`,
  { noLocation: true },
).definitions;

function missingDefinitions(supergraph: DocumentNode): DefinitionNode[] {
  const known = new Set(
    supergraph.definitions.map((definition) =>
      'name' in definition ? definition.name?.value : '',
    ),
  );
  return joinDefinitions.filter(
    (definition) => 'name' in definition && !known.has(definition.name?.value),
  );
}

function joinDirective(graph: string, hint: CacheHint): ConstDirectiveNode {
  const text = `@join__directive(graphs: [${graph}], name: "${cacheControlName}", args: { ${writeCacheHint(hint)} })`;
  const [type] = parse(`type T ${text}`, { noLocation: true }).definitions;
  const directive = type?.kind === Kind.OBJECT_TYPE_DEFINITION ? type.directives?.[0] : undefined;
  if (directive === undefined) throw new Error(`No directive was read from: ${text}`);
  return directive;
}

function readHints(typeDefs: DocumentNode): HintsByCoordinate {
  const hints = new Map<string, CacheHint>();
  const read = (coordinate: string, directives: readonly ConstDirectiveNode[] = []) => {
    for (const directive of directives) {
      if (directive.name.value !== cacheControlName) continue;
      const hint = readCacheHint(argumentValues(directive));
      if (hint) hints.set(coordinate, joinCacheHints(hints.get(coordinate), hint));
    }
  };
  for (const definition of typeDefs.definitions) {
    if (!hintedKinds.has(definition.kind) || !('name' in definition)) continue;
    if (definition.name === undefined || !('directives' in definition)) continue;
    const type = definition.name.value;
    read(type, definition.directives as readonly ConstDirectiveNode[]);
    if (!('fields' in definition)) continue;
    for (const field of definition.fields ?? []) {
      read(`${type}.${field.name.value}`, field.directives as readonly ConstDirectiveNode[]);
    }
  }
  return hints;
}

function composesDirective(typeDefs: DocumentNode): boolean {
  return typeDefs.definitions.some(
    (definition) =>
      (definition.kind === Kind.SCHEMA_EXTENSION || definition.kind === Kind.SCHEMA_DEFINITION) &&
      definition.directives?.some(
        (directive) =>
          /composeDirective$/.test(directive.name.value) &&
          argumentValues(directive).name === `@${cacheControlName}`,
      ),
  );
}

function withoutHints(typeDefs: DocumentNode): DocumentNode {
  const plain: DocumentNode = visit(typeDefs, {
    [Kind.DIRECTIVE]: ({ name }) => (name.value === cacheControlName ? null : undefined),
    [Kind.DIRECTIVE_DEFINITION]: (definition) => (isCacheControl(definition) ? null : undefined),
  });
  let isUsed = false;
  visit(plain, {
    [Kind.NAMED_TYPE]: ({ name }) => {
      isUsed ||= name.value === scopeEnum;
    },
  });
  if (isUsed) return plain;
  return {
    ...plain,
    definitions: plain.definitions.filter(
      (definition) =>
        definition.kind !== Kind.ENUM_TYPE_DEFINITION || definition.name.value !== scopeEnum,
    ),
  };
}

function isCacheControl(definition: DefinitionNode): boolean {
  return (
    definition.kind === Kind.DIRECTIVE_DEFINITION && definition.name.value === cacheControlName
  );
}
