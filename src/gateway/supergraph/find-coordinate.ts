import type { DocumentNode } from 'graphql';

/**
 * The schema coordinate a composition message speaks of: the first quoted name in it that is a type,
 * field or argument of the subgraphs, such as `Council.name`. `null` when it names none.
 */
export function findCoordinate(message: string, documents: readonly DocumentNode[]): string | null {
  const quoted = message.matchAll(/"@?([_A-Za-z]\w*(?:\.\w+)?(?:\(\w+:\))?)"/g);
  const candidates = [...quoted].map((match) => match[1] ?? '');
  const known = knownCoordinates(documents);
  const isKnown = (name: string) => known.has(name.replace(/\(.*$/, ''));
  return (
    candidates.find((name) => name.includes('.') && isKnown(name)) ??
    candidates.find((name) => isKnown(name)) ??
    null
  );
}

/** `Type` and `Type.member` for all that the documents define or extend. */
function knownCoordinates(documents: readonly DocumentNode[]): ReadonlySet<string> {
  const known = new Set<string>();
  for (const definition of documents.flatMap((document) => document.definitions)) {
    if (!('name' in definition) || definition.name === undefined) continue;
    const typeName = definition.name.value;
    known.add(typeName);
    const members = [
      ...('fields' in definition ? (definition.fields ?? []) : []),
      ...('values' in definition ? (definition.values ?? []) : []),
    ];
    for (const member of members) known.add(`${typeName}.${member.name.value}`);
  }
  return known;
}
