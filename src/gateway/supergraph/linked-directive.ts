import { type ConstDirectiveNode, type DocumentNode, Kind } from 'graphql';

/**
 * The name that a directive of a linked specification has in a schema document, without `@`: as it was imported, else
 * with the specification's name in front. `undefined` when the specification is not linked.
 *
 * @param specification The last part but one of its address, for example `cost` of `https://specs.apollo.dev/cost/v0.1`.
 */
export function linkedDirectiveName(
  document: DocumentNode,
  specification: string,
  directive: string,
): string | undefined {
  for (const link of findLinks(document)) {
    const url = argumentOf(link, 'url');
    if (url?.kind !== Kind.STRING || specificationOf(url.value) !== specification) continue;
    const imported = findImport(link, `@${directive}`);
    if (imported !== undefined) return imported.replace(/^@/, '');
    const as = argumentOf(link, 'as');
    const namespace = as?.kind === Kind.STRING ? as.value : specification;
    return directive === specification ? namespace : `${namespace}__${directive}`;
  }
  return undefined;
}

/** The directives of a node that have this name. */
export function directivesNamed(
  node: { readonly directives?: readonly ConstDirectiveNode[] | undefined },
  name: string | undefined,
): readonly ConstDirectiveNode[] {
  if (name === undefined) return [];
  return (node.directives ?? []).filter((directive) => directive.name.value === name);
}

function findLinks(document: DocumentNode): readonly ConstDirectiveNode[] {
  return document.definitions.flatMap((definition) =>
    definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION
      ? directivesNamed(definition, 'link')
      : [],
  );
}

function specificationOf(url: string): string | undefined {
  return url
    .split('/')
    .filter((part) => !/^v\d+\.\d+$/.test(part))
    .at(-1);
}

function argumentOf(directive: ConstDirectiveNode, name: string) {
  return directive.arguments?.find((argument) => argument.name.value === name)?.value;
}

/** An import is a name, or an object of a name and what it is called here. */
function findImport(link: ConstDirectiveNode, name: string): string | undefined {
  const imports = argumentOf(link, 'import');
  if (imports?.kind !== Kind.LIST) return undefined;
  for (const item of imports.values) {
    if (item.kind === Kind.STRING && item.value === name) return name;
    if (item.kind !== Kind.OBJECT) continue;
    const text = (key: string) => {
      const value = item.fields.find((field) => field.name.value === key)?.value;
      return value?.kind === Kind.STRING ? value.value : undefined;
    };
    if (text('name') === name) return text('as') ?? name;
  }
  return undefined;
}
