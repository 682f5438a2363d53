/**
 * Asks for a page's data so that one failing subgraph costs a part of the page and not the page.
 */
import type { ReportQuery } from '../../reports/graphql.ts';
import {
  type AskGraph,
  type GraphAnswer,
  type GraphProblem,
  GraphUnavailableError,
  isRefused,
} from './graph.ts';

/** A query whose parts can be left out: each part is a Boolean variable and the field that it includes. */
export interface PartedQuery<Part extends string, Data> {
  readonly query: ReportQuery<Data, never>;
  /** Variable name → the fields (their names in the answer) that carry `@include(if: $variable)`. */
  readonly parts: Readonly<Record<Part, readonly string[]>>;
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
  parts: Readonly<Record<Part, readonly string[]>>,
  wanted: readonly Part[],
  problem: GraphProblem,
): Part | undefined {
  for (const step of (problem.path ?? []).toReversed()) {
    const part = wanted.find((one) => parts[one].some((field) => field === step));
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
export async function readInParts<Part extends string, Data>(
  ask: AskGraph,
  { query, parts }: PartedQuery<Part, Data>,
  variables: Readonly<Record<string, unknown>>,
): Promise<PartedAnswer<Part, Data> | null> {
  const all = Object.keys(parts).filter((key): key is Part => key in parts);
  let wanted = all;
  for (;;) {
    const flags = Object.fromEntries(all.map((part) => [part, wanted.includes(part)]));
    const { data, errors = [] } = await askOnce(ask, query.operationName, query.source, {
      ...variables,
      ...flags,
    });
    if (isRefused(errors)) return null;
    if (hasData<Data>(data) && errors.length === 0) {
      return { data, missing: all.filter((part) => !wanted.includes(part)) };
    }
    if (wanted.length === 0) throw new GraphUnavailableError(query.operationName, errors);
    const blamed = errors.map((problem) => findPart(parts, wanted, problem));
    const left = wanted.filter((part) => !blamed.includes(part));
    wanted = left.length < wanted.length ? left : [];
  }
}

/** The query's types say what our own graph answers; it is checked against the supergraph when it is compiled. */
function hasData<Data>(data: unknown): data is Data {
  return typeof data === 'object' && data !== null;
}
