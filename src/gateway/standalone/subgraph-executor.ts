import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionResult,
  execute,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  type OperationTypeNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import type { GatewayLogger } from '../gateway-logger.ts';
import { BoundedCache } from '../plan/bounded-cache.ts';
import { createDepthRule, hardMaxDepth } from '../plan/operation-depth.ts';
import { createEventStream, type EventStream } from '../run/event-stream.ts';
import { describeSubgraphError } from '../run/subgraph-error.ts';
import { SignInError } from '../sign-in/sign-in.error.ts';

/** One operation for a subgraph, as a gateway or a person sends it. */
export interface SubgraphOperationRequest<TContext> {
  readonly text: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Made only when the operation is valid; for each event of a subscription anew. */
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
  /** Begins a subscription. An outcome instead of a stream says why there is none. */
  subscribe(
    request: SubgraphOperationRequest<TContext>,
  ): Promise<EventStream<ExecutionResult> | SubgraphOutcome>;
  /** The kind of an operation that could run; `undefined` for one that could not. */
  kindOf(
    request: Pick<SubgraphOperationRequest<TContext>, 'text' | 'operationName'>,
  ): OperationTypeNode | undefined;
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

  const prepare = (text: string, operationName: string | undefined, isStream = false) => {
    const document = check(text);
    if (!('kind' in document)) return refusal(document);
    const operation = getOperationAST(document, operationName);
    if (operation && (operation.operation === 'subscription') === isStream) return document;
    const wanted = isStream ? 'subscription' : 'query or a mutation';
    return refusal([
      new GraphQLError(`A ${wanted} of the document was expected, but none is named.`, {
        extensions: {
          code: operation ? 'OPERATION_NOT_SUPPORTED' : 'OPERATION_RESOLUTION_FAILURE',
        },
      }),
    ]);
  };

  const show = ({ data, errors }: ExecutionResult): ExecutionResult => {
    const visible = errors?.map((error) => mask(error, name, logger));
    return {
      ...(visible ? { errors: visible } : {}),
      ...(data === undefined ? {} : { data }),
    };
  };

  return {
    refuse({ text, operationName }) {
      const prepared = prepare(text, operationName);
      return 'result' in prepared ? prepared : undefined;
    },
    async run({ text, operationName, variables, createContext }) {
      const prepared = prepare(text, operationName);
      if ('result' in prepared) return prepared;
      const result = await execute({
        schema,
        document: prepared,
        operationName,
        variableValues: variables,
        contextValue: await createContext(),
      });
      return { result: show(result), isRequestError: result.data === undefined };
    },
    kindOf({ text, operationName }) {
      const document = check(text);
      return 'kind' in document ? getOperationAST(document, operationName)?.operation : undefined;
    },
    async subscribe({ text, operationName, variables, createContext }) {
      const document = prepare(text, operationName, true);
      if ('result' in document) return document;
      const operation = { schema, document, operationName, variableValues: variables };
      const contextValue = await createContext();
      const source = await createSourceEventStream({ ...operation, contextValue });
      if (!(Symbol.asyncIterator in source)) {
        return { result: show(source), isRequestError: true };
      }
      const events = source[Symbol.asyncIterator]();
      return createEventStream<unknown, ExecutionResult>({
        source: { next: () => events.next(), return: async () => events.return?.() },
        // A context that cannot be made any more, as for a credential that was revoked, ends it.
        complete: async (rootValue) =>
          show(await execute({ ...operation, rootValue, contextValue: await createContext() })),
        lose: (cause) => ({ errors: [mask(asGraphqlError(cause), name, logger)] }),
      });
    },
  };
}

function refusal(errors: readonly GraphQLError[]): SubgraphOutcome {
  return { result: { errors }, isRequestError: true };
}

/** What a source of events, or a context, has thrown. Codes of refusals are for clients. */
function asGraphqlError(cause: unknown): GraphQLError {
  if (cause instanceof GraphQLError) return cause;
  if (cause instanceof SignInError) {
    return new GraphQLError(cause.message, { extensions: { code: cause.code } });
  }
  const originalError = cause instanceof Error ? cause : new Error(String(cause));
  return new GraphQLError(originalError.message, { originalError });
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
