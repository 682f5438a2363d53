/**
 * Asks for a page's data so that one failing subgraph costs a part of the page and not the page.
 */
import type { z } from 'zod';
import {
  type AskGraph,
  type GraphAnswer,
  type GraphProblem,
  GraphUnavailableError,
  isRefused,
} from './graph.ts';

/** A query whose parts can be left out: each part is a Boolean variable and the field that it includes. */
export interface PartedQuery<Part extends string, Schema extends z.ZodType> {
  /** The operation's name, for errors. */
  readonly name: string;
  readonly text: string;
  /** Variable name → the field (its name in the answer) that carries `@include(if: $variable)`. */
  readonly parts: Readonly<Record<Part, string>>;
  /** Shape of `data`, with every part optional. */
  readonly data: Schema;
}

/** What could be read, and which parts could not. */
export interface PartedAnswer<Part extends string, Data> {
  readonly data: Data;
  readonly missing: readonly Part[];
}

async function askOnce(
  ask: AskGraph,
  name: string,
  text: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<GraphAnswer> {
  try {
    return await ask(text, variables);
  } catch (cause) {
    throw new GraphUnavailableError(name, [], cause);
  }
}

/** The innermost part that an error lies in, so that a failing detail does not cost what is around it. */
function findPart<Part extends string>(
  parts: Readonly<Record<Part, string>>,
  wanted: readonly Part[],
  problem: GraphProblem,
): Part | undefined {
  for (const step of (problem.path ?? []).toReversed()) {
    const part = wanted.find((one) => parts[one] === step);
    if (part !== undefined) return part;
  }
  return undefined;
}

/**
 * Asks for everything; when that fails, again without the parts that the errors point at, or without any
 * part when they point at none. Each round leaves something out, so it ends.
 *
 * @returns null when the graph refused the variables, such as a cursor that it never gave
 * @throws {GraphUnavailableError} when even the bare query fails
 */
export async function readInParts<Part extends string, Schema extends z.ZodType>(
  ask: AskGraph,
  query: PartedQuery<Part, Schema>,
  variables: Readonly<Record<string, unknown>>,
): Promise<PartedAnswer<Part, z.infer<Schema>> | null> {
  const all = Object.keys(query.parts).filter((key): key is Part => key in query.parts);
  let wanted = all;
  for (;;) {
    const flags = Object.fromEntries(all.map((part) => [part, wanted.includes(part)]));
    const { data, errors = [] } = await askOnce(ask, query.name, query.text, {
      ...variables,
      ...flags,
    });
    if (isRefused(errors)) return null;
    const parsed = query.data.safeParse(data);
    if (parsed.success && errors.length === 0) {
      return { data: parsed.data, missing: all.filter((part) => !wanted.includes(part)) };
    }
    if (wanted.length === 0) {
      throw new GraphUnavailableError(query.name, errors, parsed.error);
    }
    const blamed = errors.map((problem) => findPart(query.parts, wanted, problem));
    const left = wanted.filter((part) => !blamed.includes(part));
    wanted = left.length < wanted.length ? left : [];
  }
}
