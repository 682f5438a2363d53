import type { ExecutionResult } from 'graphql';

type Path = readonly (string | number)[];

interface PlainError {
  readonly message: string;
  readonly path?: Path;
  readonly extensions?: { readonly code?: string };
}

/**
 * What is different between the answer of one schema and that of a gateway to the same operation; empty when nothing
 * is. Data must be the same JSON text, so that the order of keys counts. Errors are compared by path:
 *
 * - A path that only one side has is legal only beneath a null of the answer, where a null bubbled up to, and only
 *   when the other side, too, has an error at or beneath that null. graphql-js stops somewhere within a lost object,
 *   depending on what comes first, and so do subgraphs, each by itself.
 * - No path comes twice from the gateway.
 * - Where both have an error, an error with a code has the same code and message; one without was not meant for
 *   clients, and the gateway gives it a code of its own.
 */
export function compareResults(one: ExecutionResult, gateway: ExecutionResult): string[] {
  const data = asJson(one.data ?? null);
  const differences: string[] = [];
  const [expected, actual] = [JSON.stringify(data), JSON.stringify(gateway.data ?? null)];
  if (expected !== actual) {
    return [`data: ${expected} was expected, but the gateway gave ${actual}`];
  }
  const ours = errorsOf(gateway);
  const theirs = errorsOf(one);
  const onlyIn = (side: readonly PlainError[], other: readonly PlainError[], name: string) => {
    for (const error of side) {
      if (other.some(({ path }) => samePath(path, error.path))) continue;
      if (isBeneathSharedNull(data, error.path ?? [], other)) continue;
      differences.push(`only ${name} has an error at ${JSON.stringify(error.path)}`);
    }
  };
  onlyIn(theirs, ours, 'the schema');
  onlyIn(ours, theirs, 'the gateway');
  for (const [index, error] of ours.entries()) {
    const path = JSON.stringify(error.path);
    if (ours.findIndex((other) => samePath(other.path, error.path)) !== index) {
      differences.push(`the gateway has two errors at ${path}`);
    }
    const match = theirs.find((other) => samePath(other.path, error.path));
    differences.push(...compareErrors(match, error, path));
  }
  return differences;
}

function compareErrors(match: PlainError | undefined, error: PlainError, path: string): string[] {
  const code = error.extensions?.code;
  if (code === undefined) return [`the error of the gateway at ${path} has no code`];
  const expected = match?.extensions?.code;
  if (match === undefined || expected === undefined) return [];
  if (expected === code && match.message === error.message) return [];
  return [`the error at ${path} is ${expected}, ${match.message}, but the gateway gave ${code}`];
}

/** Whether a null stands above the end of the path, with an error of the other side at or beneath it. */
function isBeneathSharedNull(data: unknown, path: Path, other: readonly PlainError[]): boolean {
  let value = data;
  for (const [length, key] of path.entries()) {
    if (value === null) {
      const above = path.slice(0, length);
      return other.some((error) => samePath(error.path?.slice(0, length), above));
    }
    if (typeof value !== 'object') return false;
    value = (value as Readonly<Record<string | number, unknown>>)[key];
  }
  return false;
}

function samePath(one: Path | undefined, other: Path | undefined): boolean {
  return JSON.stringify(one ?? []) === JSON.stringify(other ?? []);
}

function errorsOf(result: ExecutionResult): readonly PlainError[] {
  return asJson(result.errors ?? []) as readonly PlainError[];
}

function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
