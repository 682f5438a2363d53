import type { parseDocument } from 'gql.tada';
import { type DocumentNode, Kind, parse } from 'graphql';
import type { GraphTypes } from './graph-types.generated.ts';
import type { QueryData, QueryVariables } from './query-data.type.ts';
import type { QueryProblem } from './query-problem.type.ts';

/** What JSON can say; the type of the graph's `JSON` scalar. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | JsonValue[]
  | { [key: string]: JsonValue };

/** The public graph with its scalars: `Date` is `YYYY-MM-DD`, `DateTime` is ISO 8601 in UTC. */
interface Graph extends GraphTypes {
  scalars: {
    ID: string;
    String: string;
    Boolean: boolean;
    Int: number;
    Float: number;
    Date: string;
    DateTime: string;
    JSON: JsonValue;
  };
}

declare const dataType: unique symbol;
declare const variablesType: unique symbol;

/**
 * One typed query on the graph, made by `graphql()`. `Data` and `Variables` exist for the compiler
 * only.
 */
export interface ReportQuery<Data = unknown, Variables = never> {
  /** The text as the author wrote it, so that a mistake can be shown with its line. */
  readonly source: string;
  readonly document: DocumentNode;
  /** The query's name, as logs and traces show it. */
  readonly operationName: string;
  readonly [dataType]?: Data;
  /** A function type, so that variables are checked in the direction in which they are given. */
  readonly [variablesType]?: (variables: Variables) => void;
}

/** The data a query gives. */
export type DataOf<Query> = Query extends ReportQuery<infer Data, never> ? Data : never;

/** The variables a query takes. */
export type VariablesOfQuery<Query> = Query extends {
  readonly [variablesType]?: (variables: infer Variables) => void;
}
  ? Variables
  : never;

/**
 * A query on the public graph with the types of its data and variables.
 *
 * A field or argument that the graph does not have is a compile error that names it:
 *
 * ```ts
 * const query = graphql(`
 *   query CouncilName($slug: String!) {
 *     council(slug: $slug) { name region }
 *   }
 * `);
 * ```
 *
 * The text holds exactly one named query, and any fragments it uses; it is checked again against
 * the composed graph when the report is registered. Throws a `TypeError` when the text does not
 * parse, or holds anything else.
 */
export function graphql<const Source extends string>(
  source: [QueryProblem<parseDocument<Source>, Graph>] extends [never]
    ? Source
    : QueryProblem<parseDocument<Source>, Graph>,
): ReportQuery<
  QueryData<parseDocument<Source>, Graph>,
  QueryVariables<parseDocument<Source>, Graph>
> {
  const document = parseQuery(source);
  const [operation, ...others] = document.definitions.filter(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  );
  if (operation === undefined || others.length > 0 || operation.operation !== 'query') {
    const found = [operation, ...others].flatMap((one) => (one ? [one.operation] : []));
    throw new TypeError(
      `[graphql] expected the text of exactly one query, but got ${found.join(', ') || 'no operation'}. Give each report one query of its own.`,
    );
  }
  if (operation.name === undefined) {
    throw new TypeError(
      '[graphql] expected a named query, but got one without a name. Write "query MyReport(…) { … }": the name shows up in logs and traces.',
    );
  }
  return { source, document, operationName: operation.name.value };
}

function parseQuery(source: string): DocumentNode {
  try {
    return parse(source);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new TypeError(`[graphql] expected a GraphQL query, but it does not parse: ${message}`, {
      cause,
    });
  }
}
