import type { GraphQLError } from 'graphql';
import type { ResponsePath } from '../run/flatten-path.ts';

/** What a deferred fragment adds to the answer. */
export interface DeferredPayload {
  /** Where in the answer. */
  readonly path: ResponsePath;
  readonly label?: string;
  /** `null` when something in it is lost that may not be null: nothing is added then. */
  readonly data: Readonly<Record<string, unknown>> | null;
  /** With paths from the root of the answer. */
  readonly errors?: readonly GraphQLError[];
}

/** The first part of an answer that comes in parts. */
export interface FirstPart {
  readonly data: Readonly<Record<string, unknown>>;
  readonly errors?: readonly GraphQLError[];
  readonly hasNext: true;
}

/** A later part of an answer. */
export interface LaterPart {
  readonly incremental?: readonly DeferredPayload[];
  readonly hasNext: boolean;
}

/** A part of an answer, in the form of `deferSpec=20220824`. */
export type AnswerPart = FirstPart | LaterPart;

export function errorsOfPart(part: AnswerPart): readonly GraphQLError[] {
  if ('data' in part) return part.errors ?? [];
  return (part.incremental ?? []).flatMap(({ errors = [] }) => errors);
}
