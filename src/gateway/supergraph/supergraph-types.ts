import { type ConstDirectiveNode, type DocumentNode, Kind } from 'graphql';

/** What running a plan needs to know of the whole supergraph, inaccessible types included. */
export interface SupergraphTypes {
  /** Names of object types that a value may have where `typeName` stands: itself, implementations or members. */
  possibleTypes(typeName: string): ReadonlySet<string>;
  /** Name and URL of each subgraph, in the order of the supergraph. `url` is `''` when none was given. */
  readonly subgraphs: readonly { readonly name: string; readonly url: string }[];
}

/** Reads types and subgraphs out of a supergraph document. */
export function readSupergraphTypes(supergraph: DocumentNode): SupergraphTypes {
  const objects = new Set<string>();
  const possible = new Map<string, Set<string>>();
  const subgraphs: { name: string; url: string }[] = [];
  const addPossible = (abstractType: string, objectType: string) => {
    const members = possible.get(abstractType) ?? new Set<string>();
    possible.set(abstractType, members.add(objectType));
  };
  for (const definition of supergraph.definitions) {
    if (definition.kind === Kind.OBJECT_TYPE_DEFINITION) {
      objects.add(definition.name.value);
      for (const parent of definition.interfaces ?? []) {
        addPossible(parent.name.value, definition.name.value);
      }
    } else if (definition.kind === Kind.UNION_TYPE_DEFINITION) {
      for (const member of definition.types ?? []) {
        addPossible(definition.name.value, member.name.value);
      }
    } else if (
      definition.kind === Kind.ENUM_TYPE_DEFINITION &&
      definition.name.value === 'join__Graph'
    ) {
      for (const value of definition.values ?? []) {
        const graph = value.directives?.find(({ name }) => name.value === 'join__graph');
        subgraphs.push({
          name: stringArgument(graph, 'name') ?? value.name.value,
          url: stringArgument(graph, 'url') ?? '',
        });
      }
    }
  }
  return {
    subgraphs,
    possibleTypes: (typeName) =>
      possible.get(typeName) ?? new Set(objects.has(typeName) ? [typeName] : []),
  };
}

function stringArgument(
  directive: ConstDirectiveNode | undefined,
  name: string,
): string | undefined {
  const value = directive?.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}
