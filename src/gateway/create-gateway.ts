import {
  type DocumentNode,
  type ExecutionResult,
  GraphQLError,
  type GraphQLScalarType,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  parse,
  print,
  specifiedRules,
  validate,
} from 'graphql';
import type { AnswerPolicy } from './caching/answer-policy.ts';
import { createCacheRules } from './caching/cache-rules.ts';
import {
  type CompiledOperation,
  compileOperation,
  type OperationEnvironment,
} from './compiled-operation.ts';
import { GatewayConfigurationError } from './gateway-configuration.error.ts';
import { consoleLogger, type GatewayLogger } from './gateway-logger.ts';
import type { AnswerPart } from './parts/answer-part.ts';
import { BoundedCache } from './plan/bounded-cache.ts';
import { deferRules } from './plan/defer-rules.ts';
import { assertMaxDepth, createDepthRule, defaultMaxDepth } from './plan/operation-depth.ts';
import { noPlanObserver, type PlanObserver } from './plan/plan-observer.ts';
import { PlanningError } from './plan/planning.error.ts';
import { createQueryPlanner, notSupergraph } from './plan/query-planner.ts';
import { createStagedPlanner } from './plan/staged-planner.ts';
import type { EventStream } from './run/event-stream.ts';
import { neutralMessage } from './run/subgraph-error.ts';
import { transportOf } from './run/transport-of.ts';
import { parseSupergraph } from './supergraph/parse-supergraph.ts';
import { buildPublicSchema } from './supergraph/public-schema.ts';
import { readSupergraphTypes } from './supergraph/supergraph-types.ts';
import type { SubgraphTransport } from './transports/subgraph-transport.ts';

export interface GatewayOptions<TContext> {
  /** What `composeSupergraph` or another Federation 2 composition printed. */
  readonly supergraphSdl: string;
  /** How to reach each subgraph, by its name in the supergraph. All must be there. */
  readonly transports: Readonly<Record<string, SubgraphTransport<TContext>>>;
  /**
   * Custom scalars whose checks of literals and variables run at the gateway, so that a malformed value is
   * refused before anything is fetched. Values are passed on to subgraphs as the client wrote them.
   */
  readonly scalars?: readonly GraphQLScalarType[];
  /** Default: the console. */
  readonly logger?: GatewayLogger;
  /** Default: 1000. How many operations stay compiled; the least recently used go first. */
  readonly planCacheSize?: number;
  /** Default: 20, at most 48. How deep fields may nest. */
  readonly maxDepth?: number;
  /**
   * Default: none. Labels of `@override(label:)` that are on, so that their fields come from the new subgraph. Those of
   * the form `percent(x)` are drawn for each operation and need no mention here.
   */
  readonly overrideLabels?: readonly string[];
  /** Default: nobody. Is told of plans that are made, found and let go of. */
  readonly planObserver?: PlanObserver;
  /**
   * Default: the context itself. The context in which one event of a subscription is completed, from that of the
   * subscription: loaders that remember what they have loaded must begin afresh with each event.
   */
  createEventContext?(contextValue: TContext): TContext;
  /**
   * Default: `Math.random`. Drawn once an operation where subgraphs hand fields over bit by bit, by
   * `@override(label: "percent(x)")`. For tests.
   */
  random?(): number;
  /** Default: `true`. Whether the `Cache-Control` of remote subgraphs counts beside `@cacheControl`. */
  readonly respectSubgraphHeaders?: boolean;
}

export interface GatewayRequest<TContext> {
  /** Text is parsed once and kept; a document is recognised when the same object comes again. */
  readonly document: DocumentNode | string;
  /** Needed when the document has several operations. */
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  /** Given to resolvers of embedded subgraphs as it is. */
  readonly contextValue: TContext;
  /** Default: no. Whether `extensions.plan` of the result is the plan, a `TracedPlan`. Not for subscriptions. */
  readonly explain?: boolean | undefined;
  /** Default: none. Is told how the answer may be kept. */
  readonly policy?: AnswerPolicy | undefined;
}

export interface Gateway<TContext> {
  /** The public API schema: what clients may ask for. It has no resolvers. */
  readonly schema: GraphQLSchema;
  readonly supergraphSdl: string;
  /** How deep fields of an operation may nest. */
  readonly maxDepth: number;
  /**
   * Runs one operation. Parsing, validation, planning and compiling happen once per text and operation name.
   * Never rejects: what goes wrong is in `errors`, each with `extensions.code`.
   */
  execute(request: GatewayRequest<TContext>): Promise<ExecutionResult>;
  /**
   * Runs one query and gives its answer in parts, by `@defer`: first what is not deferred, then each fragment once it is
   * there. A result instead of a stream is the whole answer, where nothing is left to wait for or the operation is no
   * query. The stream's `return` keeps fetches from being sent that have not been. Never rejects.
   */
  executeInParts(
    request: GatewayRequest<TContext>,
  ): Promise<ExecutionResult | EventStream<AnswerPart>>;
  /**
   * Begins a subscription. The stream gives a result for each event, completed by all subgraphs that it needs; its
   * `return` frees everything at once. A result instead of a stream has only `errors`: there is no subscription.
   * Never rejects.
   */
  subscribe(
    request: GatewayRequest<TContext>,
  ): Promise<ExecutionResult | EventStream<ExecutionResult>>;
  /** Set where `schema` can change: calls `listener` after each change, until the function that comes back is called. */
  onSchemaChange?(listener: () => void): () => void;
  /** Ends subscriptions and frees connections of the transports. */
  close(): Promise<void>;
}

/**
 * A gateway over one supergraph.
 *
 * @throws GatewayConfigurationError when an option cannot work.
 */
export function createGateway<TContext>(options: GatewayOptions<TContext>): Gateway<TContext> {
  const { supergraphSdl, transports, logger = consoleLogger, planCacheSize = 1000 } = options;
  const maxDepth = options.maxDepth ?? defaultMaxDepth;
  assertMaxDepth(maxDepth);
  assertPlanCacheSize(planCacheSize);
  const supergraph = readSupergraph(supergraphSdl);
  const planner = createStagedPlanner(
    supergraph,
    (sdl) => createQueryPlanner(sdl, options.overrideLabels),
    supergraphSdl,
  );
  const types = readSupergraphTypes(supergraph);
  for (const { name } of types.subgraphs) transportOf({ transports }, name);
  const schema = readPublicSchema(supergraph, options.scalars);
  const environment: OperationEnvironment<TContext> = {
    schema,
    planner,
    planObserver: options.planObserver ?? noPlanObserver,
    types,
    transports,
    logger,
    random: options.random ?? Math.random,
    cacheRules: createCacheRules(supergraph, types, options.respectSubgraphHeaders ?? true),
    createEventContext: (contextValue) =>
      options.createEventContext?.(contextValue) ?? contextValue,
  };
  const open = new Set<EventStream<unknown>>();
  const prepare = createOperationStore(environment, planCacheSize, maxDepth);

  const keepOpen = <Item>(stream: EventStream<Item>): EventStream<Item> => {
    open.add(stream);
    void stream.ended.then(() => open.delete(stream));
    return stream;
  };

  return {
    schema,
    supergraphSdl,
    maxDepth,
    async executeInParts(request) {
      const { document, operationName, variables, contextValue, policy } = request;
      try {
        const operation = await prepare(document, operationName ?? undefined);
        if ('errors' in operation) return { errors: operation.errors };
        if (operation.kind !== 'query' || request.explain) return await this.execute(request);
        const answer = await operation.runInParts(variables ?? {}, contextValue, policy);
        return 'next' in answer ? keepOpen(answer) : answer;
      } catch (err) {
        logger.error({ err, operationName }, 'An operation failed unexpectedly');
        return { errors: [err instanceof PlanningError ? notPlanned() : internalError()] };
      }
    },
    async execute({ document, operationName, variables, contextValue, explain, policy }) {
      const explainFrom = explain ? performance.now() : undefined;
      try {
        const prepared = prepare(document, operationName ?? undefined);
        const operation = prepared instanceof Promise ? await prepared : prepared;
        if ('errors' in operation) return { errors: operation.errors };
        if (operation.kind === 'subscription') return { errors: [notExpected(operation.kind)] };
        return await operation.run(variables ?? {}, contextValue, explainFrom, policy);
      } catch (err) {
        logger.error({ err, operationName }, 'An operation failed unexpectedly');
        return { errors: [err instanceof PlanningError ? notPlanned() : internalError()] };
      }
    },
    async subscribe({ document, operationName, variables, contextValue }) {
      try {
        const operation = await prepare(document, operationName ?? undefined);
        if ('errors' in operation) return { errors: operation.errors };
        if (operation.kind !== 'subscription') return { errors: [notExpected(operation.kind)] };
        const stream = await operation.subscribe(variables ?? {}, contextValue);
        return 'next' in stream ? keepOpen(stream) : stream;
      } catch (err) {
        logger.error({ err, operationName }, 'A subscription failed unexpectedly');
        return { errors: [err instanceof PlanningError ? notPlanned() : internalError()] };
      }
    },
    async close() {
      await Promise.all([...open].map((stream) => stream.return()));
      await Promise.all(Object.values(transports).map((transport) => transport.close?.()));
    },
  };
}

type Prepared<TContext> =
  | CompiledOperation<TContext>
  | { readonly errors: readonly GraphQLError[] };

/** Of the texts of compiled operations. Plan and syntax tree of a text take up to a hundred times its length. */
const maxCachedCharacters = 3_000_000;

/** Gives compiled operations, each compiled once even when many ask for it at the same time. */
function createOperationStore<TContext>(
  environment: OperationEnvironment<TContext>,
  capacity: number,
  maxDepth: number,
) {
  const byText = new BoundedCache<Prepared<TContext> | Promise<Prepared<TContext>>>(
    capacity,
    maxCachedCharacters,
    () => environment.planObserver.evicted(),
  );
  const byDocument = new WeakMap<DocumentNode, Map<string, Prepared<TContext>>>();
  const rules = [...specifiedRules, ...deferRules, createDepthRule(maxDepth)];

  const prepareText = (text: string, given: DocumentNode | undefined, name: string | undefined) => {
    const key = `${name ?? ''}\n${text}`;
    const known = byText.get(key);
    if (known !== undefined) return known;
    const pending = prepareOperation(text, given, name, environment, rules).then(
      (prepared) => {
        if ('errors' in prepared) byText.delete(key);
        else byText.set(key, prepared);
        return prepared;
      },
      (error: unknown) => {
        byText.delete(key);
        throw error;
      },
    );
    byText.set(key, pending);
    return pending;
  };

  return (
    document: DocumentNode | string,
    name: string | undefined,
  ): Prepared<TContext> | Promise<Prepared<TContext>> => {
    if (typeof document === 'string') return prepareText(document, undefined, name);
    const known = byDocument.get(document)?.get(name ?? '');
    if (known !== undefined) return known;
    const prepared = prepareText(print(document), document, name);
    return Promise.resolve(prepared).then((operation) => {
      if (!('errors' in operation)) {
        const operations = byDocument.get(document) ?? new Map();
        byDocument.set(document, operations.set(name ?? '', operation));
      }
      return operation;
    });
  };
}

async function prepareOperation<TContext>(
  text: string,
  given: DocumentNode | undefined,
  operationName: string | undefined,
  environment: OperationEnvironment<TContext>,
  rules: Parameters<typeof validate>[2],
): Promise<Prepared<TContext>> {
  const document = given ?? parseOperation(text);
  if ('errors' in document) return document;
  const invalid = findProblems(environment.schema, document, rules);
  if (invalid.length > 0) {
    return { errors: invalid.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED')) };
  }
  const operation = getOperationAST(document, operationName);
  if (!operation) return { errors: [unknownOperation(document, operationName)] };
  return compileOperation(document, operation, environment);
}

/** The rule for subscriptions throws when a variable decides whether its field is there. */
function findProblems(...[schema, document, rules]: Parameters<typeof validate>) {
  try {
    return validate(schema, document, rules);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return [error];
  }
}

function parseOperation(text: string): DocumentNode | { errors: readonly GraphQLError[] } {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return { errors: [withCode(error, 'GRAPHQL_PARSE_FAILED')] };
  }
}

function notExpected(kind: CompiledOperation<never>['kind']): GraphQLError {
  const message =
    kind === 'subscription'
      ? 'A query or a mutation was expected, but got a subscription. Ask for it with "Accept: text/event-stream".'
      : `A subscription was expected, but got a ${kind}.`;
  return new GraphQLError(message, { extensions: { code: 'OPERATION_NOT_SUPPORTED' } });
}

function withCode(error: GraphQLError, code: string): GraphQLError {
  return new GraphQLError(error.message, {
    nodes: error.nodes ?? null,
    source: error.source ?? null,
    positions: error.positions ?? null,
    extensions: { code, ...error.extensions },
  });
}

function unknownOperation(document: DocumentNode, operationName: string | undefined): GraphQLError {
  const names = document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION && definition.name
      ? [`"${definition.name.value}"`]
      : [],
  );
  const expected =
    names.length > 0 ? names.join(', ') : 'no name, for it has one operation without';
  return new GraphQLError(
    `operationName: one of the operations of the document was expected (${expected}), but got ` +
      `${operationName === undefined ? 'none' : `"${operationName}"`}.`,
    { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } },
  );
}

function readSupergraph(supergraphSdl: string): DocumentNode {
  try {
    return parseSupergraph(supergraphSdl);
  } catch (cause) {
    throw notSupergraph(cause);
  }
}

function readPublicSchema(
  supergraph: DocumentNode,
  scalars: readonly GraphQLScalarType[] | undefined,
): GraphQLSchema {
  try {
    return buildPublicSchema(supergraph, scalars);
  } catch (cause) {
    throw notSupergraph(cause);
  }
}

function notPlanned(): GraphQLError {
  return new GraphQLError(
    'A plan was expected for this operation, but none was found, though it is valid. It has been logged; ' +
      'try to ask for less at once.',
    { extensions: { code: 'OPERATION_NOT_PLANNED' } },
  );
}

function internalError(): GraphQLError {
  return new GraphQLError(neutralMessage, { extensions: { code: 'INTERNAL_SERVER_ERROR' } });
}

function assertPlanCacheSize(size: number): void {
  if (Number.isInteger(size) && size >= 1) return;
  throw new GatewayConfigurationError(
    `[gateway] planCacheSize: a whole number of at least 1 was expected, but got ${size}. ` +
      'Leave it out for 1000.',
  );
}
