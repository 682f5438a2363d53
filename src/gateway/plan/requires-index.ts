import {
  type ConstDirectiveNode,
  type DocumentNode,
  Kind,
  parse,
  type SelectionNode,
} from 'graphql';

/** A field that one subgraph resolves from fields of others. */
export interface RequiringField {
  /** The subgraph's name within the supergraph document. */
  readonly graph: string;
  readonly required: readonly SelectionNode[];
}

/** What a supergraph says of `@requires` and of keys. */
export interface RequiresIndex {
  /** The field as `Type.field`, when it has requirements and no other subgraph resolves it. */
  find(coordinate: string): RequiringField | undefined;
  /** The keys by which a subgraph takes entities of a type. */
  keysOf(typeName: string, graph: string): readonly (readonly SelectionNode[])[];
}

export function indexRequires(supergraph: DocumentNode): RequiresIndex {
  const fields = new Map<string, RequiringField>();
  const keys = new Map<string, (readonly SelectionNode[])[]>();
  for (const type of supergraph.definitions) {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    for (const directive of directivesNamed(type.directives, 'join__type')) {
      const key = stringArgument(directive, 'key');
      if (key === undefined || isFalse(directive, 'resolvable')) continue;
      const place = `${type.name.value} ${enumArgument(directive, 'graph')}`;
      keys.set(place, [...(keys.get(place) ?? []), parseSelection(key)]);
    }
    for (const field of type.fields ?? []) {
      const owners = directivesNamed(field.directives, 'join__field').filter(
        (directive) => !isTrue(directive, 'external') && enumArgument(directive, 'graph') !== '',
      );
      const [owner] = owners;
      const required = owner && stringArgument(owner, 'requires');
      if (owner === undefined || owners.length > 1 || required === undefined) continue;
      fields.set(`${type.name.value}.${field.name.value}`, {
        graph: enumArgument(owner, 'graph'),
        required: parseSelection(required),
      });
    }
  }
  return {
    find: (coordinate) => fields.get(coordinate),
    keysOf: (typeName, graph) => keys.get(`${typeName} ${graph}`) ?? [],
  };
}

function directivesNamed(
  directives: readonly ConstDirectiveNode[] | undefined,
  name: string,
): ConstDirectiveNode[] {
  return directives?.filter((directive) => directive.name.value === name) ?? [];
}

function parseSelection(text: string): readonly SelectionNode[] {
  const [definition] = parse(`{ ${text} }`, { noLocation: true }).definitions;
  return definition?.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet.selections : [];
}

function argumentOf(directive: ConstDirectiveNode, name: string) {
  return directive.arguments?.find((argument) => argument.name.value === name)?.value;
}

function enumArgument(directive: ConstDirectiveNode, name: string): string {
  const value = argumentOf(directive, name);
  return value?.kind === Kind.ENUM ? value.value : '';
}

function stringArgument(directive: ConstDirectiveNode, name: string): string | undefined {
  const value = argumentOf(directive, name);
  return value?.kind === Kind.STRING ? value.value : undefined;
}

function isTrue(directive: ConstDirectiveNode, name: string): boolean {
  const value = argumentOf(directive, name);
  return value?.kind === Kind.BOOLEAN && value.value;
}

function isFalse(directive: ConstDirectiveNode, name: string): boolean {
  const value = argumentOf(directive, name);
  return value?.kind === Kind.BOOLEAN && !value.value;
}
