import { type GraphQLLeafType, isEnumType } from 'graphql';
import { type Completer, reportProblem } from './projection-run.ts';

/**
 * Passes on what the type allows. Custom scalars allow anything; an enum allows the values that clients may see.
 */
export function leafCompleter(type: GraphQLLeafType, coordinate: string): Completer {
  const read = leafReader(type);
  if (read === undefined) return (value) => value;
  return (value, run) => {
    const result = read(value);
    if (result === undefined) {
      reportProblem(
        run,
        'VALUE_NOT_IN_SCHEMA',
        `A value of type "${type.name}" was expected for "${coordinate}", but the subgraph gave another.`,
      );
    }
    return result;
  };
}

/** `undefined` for a value that the type does not allow; no reader for a type that allows anything. */
type LeafReader = (value: unknown) => unknown;

const standardReaders: ReadonlyMap<string, LeafReader> = new Map<string, LeafReader>([
  ['String', (value) => (typeof value === 'string' ? value : undefined)],
  [
    'ID',
    (value) =>
      typeof value === 'string' ? value : Number.isInteger(value) ? String(value) : undefined,
  ],
  ['Int', (value) => (Number.isInteger(value) ? value : undefined)],
  ['Float', (value) => (typeof value === 'number' ? value : undefined)],
  ['Boolean', (value) => (typeof value === 'boolean' ? value : undefined)],
]);

function leafReader(type: GraphQLLeafType): LeafReader | undefined {
  if (!isEnumType(type)) return standardReaders.get(type.name);
  const allowed = new Set<unknown>(type.getValues().map(({ name }) => name));
  return (value) => (allowed.has(value) ? value : undefined);
}
