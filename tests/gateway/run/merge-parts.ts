import type { ExecutionResult, GraphQLError } from 'graphql';
import type { AnswerPart, DeferredPayload } from '../../../src/gateway/parts/answer-part.ts';

type Container = Record<string | number, unknown>;

/** An answer that came in parts, put together as a client does it. */
export interface MergedAnswer {
  readonly data: unknown;
  readonly errors: readonly GraphQLError[];
  /** Places of fragments that were lost. */
  readonly lost: readonly (readonly (string | number)[])[];
}

/** What `executeInParts` gave, as a list of parts or the whole answer. */
export async function readParts(
  answer: ExecutionResult | AsyncIterable<AnswerPart>,
): Promise<ExecutionResult | AnswerPart[]> {
  if (!(Symbol.asyncIterator in answer)) return answer;
  const parts: AnswerPart[] = [];
  for await (const part of answer) parts.push(structuredPart(part));
  return parts;
}

/** Merges all payloads into the first part, in depth. */
export function mergeParts([first, ...later]: readonly AnswerPart[]): MergedAnswer {
  if (first === undefined || !('data' in first)) throw new Error('The first part has no data');
  const root: Container = { data: structuredPart(first.data) };
  const errors = [...(first.errors ?? [])];
  const lost: (readonly (string | number)[])[] = [];
  for (const part of later) {
    const payloads: readonly DeferredPayload[] = ('incremental' in part && part.incremental) || [];
    for (const { path, data, errors: more = [] } of payloads) {
      errors.push(...more);
      if (data === null) lost.push(path);
      else mergeInto(targetOf(root, path), structuredPart(data) as Container);
    }
  }
  return { data: root.data, errors, lost };
}

function targetOf(root: Container, path: readonly (string | number)[]): Container {
  let value = root.data;
  for (const key of path) value = (value as Container)[key];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`There is no object at ${JSON.stringify(path)}`);
  }
  return value as Container;
}

function mergeInto(target: Container, source: Container): void {
  for (const [key, value] of Object.entries(source)) {
    const known = Object.hasOwn(target, key) ? target[key] : undefined;
    const isInner = typeof known === 'object' && known !== null;
    if (isInner && typeof value === 'object' && value !== null) {
      mergeInto(known as Container, value as Container);
    } else {
      Object.defineProperty(target, key, {
        value,
        enumerable: true,
        writable: true,
        configurable: true,
      });
    }
  }
}

/** As it comes out of JSON, so that nothing is shared with the gateway. */
function structuredPart<Part>(part: Part): Part {
  return JSON.parse(JSON.stringify(part));
}
