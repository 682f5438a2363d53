import type { ServiceDefinition } from '@theguild/federation-composition';
import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  parse,
  print,
  type TypeNode,
  visit,
} from 'graphql';
import { readSupergraphTypes, type SupergraphTypes } from './supergraph-types.ts';

/** How one subgraph defines a field. */
interface Definition {
  /** The subgraph's name within the supergraph document. */
  readonly graph: string;
  readonly type: TypeNode;
  readonly external: boolean;
  readonly onObject: boolean;
}

/**
 * Puts into a supergraph what composition (0.27.0) leaves out:
 *
 * - Where subgraphs give a field an object type and a union or interface of it, the field has the wider type, and
 *   says which subgraph gives which.
 * - A field that an interface object marks `@external` is external in that subgraph.
 */
export function mendSupergraph(
  supergraphSdl: string,
  services: readonly ServiceDefinition[],
): string {
  const supergraph = parse(supergraphSdl, { noLocation: true });
  const definitions = definitionsByField(services, graphNames(supergraph));
  const types = readSupergraphTypes(supergraph);
  let isChanged = false;
  const mendFields = (
    typeName: string,
    fields: readonly FieldDefinitionNode[] | undefined,
    isInterface: boolean,
  ) =>
    fields?.map((field) => {
      const known = definitions.get(`${typeName}.${field.name.value}`) ?? [];
      const mended = isInterface ? markExternal(field, known) : widen(field, known, types);
      isChanged ||= mended !== field;
      return mended;
    }) ?? [];
  const mended = visit(supergraph, {
    [Kind.OBJECT_TYPE_DEFINITION]: (type) => ({
      ...type,
      fields: mendFields(type.name.value, type.fields, false),
    }),
    [Kind.INTERFACE_TYPE_DEFINITION]: (type) => ({
      ...type,
      fields: mendFields(type.name.value, type.fields, true),
    }),
  });
  return isChanged ? print(mended) : supergraphSdl;
}

function markExternal(
  field: FieldDefinitionNode,
  definitions: readonly Definition[],
): FieldDefinitionNode {
  const joined = joinFields(field);
  const external = definitions.filter(
    (definition) => definition.external && definition.onObject && !joined.has(definition.graph),
  );
  if (external.length === 0) return field;
  // Without a single @join__field the field would count as given by all subgraphs of its type.
  const owners = joined.size > 0 ? [] : definitions.filter((definition) => !definition.external);
  return {
    ...field,
    directives: [
      ...(field.directives ?? []),
      ...owners.map(({ graph }) => joinField(`graph: ${graph}`)),
      ...external.map(({ graph }) => joinField(`graph: ${graph}, external: true`)),
    ],
  };
}

function widen(
  field: FieldDefinitionNode,
  definitions: readonly Definition[],
  types: SupergraphTypes,
): FieldDefinitionNode {
  const names = new Set(definitions.map(({ type }) => namedType(type)));
  if (names.size < 2) return field;
  const widest = [...names].find((name) =>
    [...names].every((other) => other === name || isWithin(other, name, types)),
  );
  if (widest === undefined || widest === namedType(field.type)) return field;
  const joined = joinFields(field);
  const others = field.directives?.filter(({ name }) => name.value !== 'join__field') ?? [];
  const given = definitions.filter(({ graph }) => joined.size === 0 || joined.has(graph));
  const joins = given.map(({ graph, type }) => {
    const known = joined.get(graph);
    if (known?.arguments?.some(({ name }) => name.value === 'type')) return known;
    const kept = known?.arguments?.map((argument) => print(argument)) ?? [`graph: ${graph}`];
    return joinField([...kept, `type: ${JSON.stringify(print(type))}`].join(', '));
  });
  return { ...field, type: renameType(field.type, widest), directives: [...others, ...joins] };
}

function isWithin(name: string, wider: string, types: SupergraphTypes): boolean {
  const possible = types.possibleTypes(wider);
  return [...types.possibleTypes(name)].every((object) => possible.has(object));
}

function definitionsByField(
  services: readonly ServiceDefinition[],
  graphs: ReadonlyMap<string, string>,
): ReadonlyMap<string, readonly Definition[]> {
  const byField = new Map<string, Definition[]>();
  for (const { name, typeDefs } of services) {
    const graph = graphs.get(name) ?? name;
    for (const type of typeDefs.definitions) {
      const onObject =
        type.kind === Kind.OBJECT_TYPE_DEFINITION || type.kind === Kind.OBJECT_TYPE_EXTENSION;
      const onInterface =
        type.kind === Kind.INTERFACE_TYPE_DEFINITION || type.kind === Kind.INTERFACE_TYPE_EXTENSION;
      if (!onObject && !onInterface) continue;
      for (const field of type.fields ?? []) {
        const coordinate = `${type.name.value}.${field.name.value}`;
        const external = field.directives?.some(({ name: { value } }) =>
          /^(federation__)?external$/.test(value),
        );
        const definition = { graph, type: field.type, external: external ?? false, onObject };
        byField.set(coordinate, [...(byField.get(coordinate) ?? []), definition]);
      }
    }
  }
  return byField;
}

/** Names of subgraphs within the supergraph document, by their own names. */
export function graphNames(supergraph: DocumentNode): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION) continue;
    if (definition.name.value !== 'join__Graph') continue;
    for (const { name, directives } of definition.values ?? []) {
      const join = directives?.find((directive) => directive.name.value === 'join__graph');
      const own = join?.arguments?.find((argument) => argument.name.value === 'name')?.value;
      if (own?.kind === Kind.STRING) names.set(own.value, name.value);
    }
  }
  return names;
}

/** The `@join__field` of each subgraph. */
function joinFields(field: FieldDefinitionNode): ReadonlyMap<string, ConstDirectiveNode> {
  const joined = new Map<string, ConstDirectiveNode>();
  for (const directive of field.directives ?? []) {
    if (directive.name.value !== 'join__field') continue;
    const graph = directive.arguments?.find(({ name }) => name.value === 'graph')?.value;
    if (graph?.kind === Kind.ENUM) joined.set(graph.value, directive);
  }
  return joined;
}

function joinField(args: string): ConstDirectiveNode {
  const [type] = parse(`type T @join__field(${args})`, { noLocation: true }).definitions;
  const directive = type?.kind === Kind.OBJECT_TYPE_DEFINITION ? type.directives?.[0] : undefined;
  if (directive === undefined) throw new Error(`No directive was read from: ${args}`);
  return directive;
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

function renameType<Node extends TypeNode>(type: Node, name: string): Node {
  return visit(type, { [Kind.NAME]: (node) => ({ ...node, value: name }) });
}
