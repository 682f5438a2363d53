import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import type { GatewayLogger } from '../gateway-logger.ts';
import { BoundedCache } from '../plan/bounded-cache.ts';
import { createDepthRule, hardMaxDepth } from '../plan/operation-depth.ts';
import { describeSubgraphError } from '../run/subgraph-error.ts';

/** One operation for a subgraph, as a gateway or a person sends it. */
export interface SubgraphOperationRequest<TContext> {
  readonly text: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Made only when the operation is valid. */
  createContext(): Promise<TContext>;
}

/** What came of it. `isRequestError`: nothing ran, for the request was at fault. */
export interface SubgraphOutcome {
  readonly result: ExecutionResult | FormattedExecutionResult;
  readonly isRequestError: boolean;
}

/** More tokens than any plan needs; the parser stops there. */
const maxTokens = 20_000;
/** A gateway adds `_entities` and a fragment to what a client may nest. */
const maxDepth = hardMaxDepth + 2;
const documentCapacity = 1_000;
/** Of the texts of kept documents, whose syntax trees take many times their length. */
const maxDocumentCharacters = 3_000_000;

export interface SubgraphExecutor<TContext> {
  /** Why a request cannot run; `undefined` when it can. */
  refuse(
    request: Pick<SubgraphOperationRequest<TContext>, 'text' | 'operationName'>,
  ): SubgraphOutcome | undefined;
  run(request: SubgraphOperationRequest<TContext>): Promise<SubgraphOutcome>;
}

/** Runs operations on the schema of one subgraph, each text parsed and checked once. Unexpected faults are masked. */
export function createSubgraphExecutor<TContext>(
  name: string,
  schema: GraphQLSchema,
  logger: GatewayLogger,
): SubgraphExecutor<TContext> {
  const documents = new BoundedCache<DocumentNode>(documentCapacity, maxDocumentCharacters);
  const rules = [...specifiedRules, createDepthRule(maxDepth)];

  const check = (text: string): DocumentNode | readonly GraphQLError[] => {
    const known = documents.get(text);
    if (known !== undefined) return known;
    let document: DocumentNode;
    try {
      document = parse(text, { maxTokens });
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      return [withCode(error, 'GRAPHQL_PARSE_FAILED')];
    }
    const problems = validate(schema, document, rules);
    if (problems.length > 0) {
      return problems.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED'));
    }
    documents.set(text, document);
    return document;
  };

  const prepare = (text: string, operationName: string | undefined) => {
    const document = check(text);
    if (!('kind' in document)) return refusal(document);
    const operation = getOperationAST(document, operationName);
    if (operation && operation.operation !== 'subscription') return document;
    return refusal([
      new GraphQLError('A query or a mutation of the document was expected, but none is named.', {
        extensions: {
          code: operation ? 'OPERATION_NOT_SUPPORTED' : 'OPERATION_RESOLUTION_FAILURE',
        },
      }),
    ]);
  };

  return {
    refuse({ text, operationName }) {
      const prepared = prepare(text, operationName);
      return 'result' in prepared ? prepared : undefined;
    },
    async run({ text, operationName, variables, createContext }) {
      const prepared = prepare(text, operationName);
      if ('result' in prepared) return prepared;
      const { data, errors } = await execute({
        schema,
        document: prepared,
        operationName,
        variableValues: variables,
        contextValue: await createContext(),
      });
      const visible = errors?.map((error) => mask(error, name, logger));
      return {
        result: {
          ...(visible ? { errors: visible } : {}),
          ...(data === undefined ? {} : { data }),
        },
        isRequestError: data === undefined,
      };
    },
  };
}

function refusal(errors: readonly GraphQLError[]): SubgraphOutcome {
  return { result: { errors }, isRequestError: true };
}

/** The gateway names the subgraph itself. */
function mask(error: GraphQLError, name: string, logger: GatewayLogger): GraphQLError {
  const { message, extensions } = describeSubgraphError(error, name, logger);
  const { serviceName: _, ...kept } = extensions;
  return new GraphQLError(message, { path: error.path ?? null, extensions: kept });
}

function withCode(error: GraphQLError, code: string): GraphQLError {
  return new GraphQLError(error.message, {
    nodes: error.nodes ?? null,
    source: error.source ?? null,
    positions: error.positions ?? null,
    extensions: { code, ...error.extensions },
  });
}
