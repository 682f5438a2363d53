import {
  type DocumentNode,
  type FormattedExecutionResult,
  GraphQLError,
  getOperationAST,
} from 'graphql';
import { AnswerPolicy } from '../caching/answer-policy.ts';
import type { KeptResponse, ResponseCache } from '../caching/response-cache.ts';
import type { GatewayLogger } from '../gateway-logger.ts';
import type { CheckedDocument } from '../limits/check-document.ts';
import { jsonDepth } from '../limits/json-depth.ts';
import type { OperationLimits } from '../limits/operation-limits.ts';
import type { StartTurns } from '../limits/start-turns.ts';
import type { WorkGate } from '../limits/work-gate.ts';
import type { Caller } from '../sign-in/caller.ts';
import type {
  GuardedExecuteInParts,
  GuardedRequest,
  GuardedSubscribe,
} from '../sign-in/guard-gateway.ts';
import { noteErrors } from '../telemetry/request-scope.ts';
import type { ApolloFront } from './apollo-front.ts';
import { retryLater } from './http-error.ts';
import { type OperationAnswer, refuse, refuseAll } from './operation-answer.ts';
import type { OperationKeeper } from './persisted-operations.ts';
import type { GraphqlParameters } from './read-graphql-request.ts';
import { withoutSuggestions } from './suggestions.ts';

export interface OperationRunnerOptions<TContext extends object> {
  readonly apollo: ApolloFront<TContext>;
  readonly keeper: OperationKeeper;
  readonly limits: OperationLimits;
  checkDocument(text: string): CheckedDocument;
  /** Refuses what may give too many objects. @throws GraphQLError */
  assertCost(
    document: DocumentNode,
    operationName: string | undefined,
    variables: Readonly<Record<string, unknown>>,
  ): void;
  /** Whether a caller may ask for the schema, and is told names that it did not ask for. */
  maySeeSchema(caller: Caller): boolean;
  /** Whether a caller may be told how operations are planned. */
  mayReadPlan(contextValue: TContext): boolean;
  /** Runs queries that defer something, for clients that take an answer in parts. */
  readonly executeInParts: GuardedExecuteInParts<TContext>;
  /** Begins subscriptions. */
  readonly subscribe: GuardedSubscribe<TContext>;
  /** Bounds how many of them there are at one time. */
  readonly subscriptionGate: WorkGate;
  /** When operations that passed all checks begin. */
  readonly turns: StartTurns;
  /** Answers that everybody may share. */
  readonly responseCache: ResponseCache | undefined;
  readonly logger: GatewayLogger;
}

/** One operation of one caller. */
export interface OperationCall<TContext> {
  readonly parameters: GraphqlParameters;
  readonly caller: Caller;
  /** Whether the request is a GET, which must not change anything. */
  readonly isGet: boolean;
  /** Whether the client takes a stream of results. */
  readonly takesStream: boolean;
  /** Whether the client takes the answer to one operation in parts. */
  readonly takesParts: boolean;
  /** Whether nothing in the request can make its answer differ from what the public gets. */
  readonly isPublic: boolean;
  /** Whether the client asks for the plan beside the data. */
  readonly wantsPlan: boolean;
  createContext(): Promise<TContext>;
}

/** Takes an operation through all checks, from the cheapest to the dearest, and runs it. Never rejects. */
export function createOperationRunner<TContext extends object>(
  options: OperationRunnerOptions<TContext>,
): (call: OperationCall<TContext>) => Promise<OperationAnswer> {
  const { maySeeSchema, logger } = options;
  return async (call) => {
    let answer: OperationAnswer;
    try {
      answer = await run(call, options);
    } catch (cause) {
      answer = refuse(cause, logger);
    }
    // What was kept has no errors, and is not read again.
    if (answer.text !== undefined) return answer;
    const { errors } = answer.result;
    noteErrors(errors);
    if (errors === undefined || maySeeSchema(call.caller)) return answer;
    return { ...answer, result: { ...answer.result, errors: errors.map(withoutSuggestions) } };
  };
}

async function run<TContext extends object>(
  call: OperationCall<TContext>,
  options: OperationRunnerOptions<TContext>,
): Promise<OperationAnswer> {
  const { parameters, caller, isGet, takesStream, takesParts, isPublic, wantsPlan, createContext } =
    call;
  const { apollo, keeper, limits, turns, responseCache } = options;
  const variables = parameters.variables ?? {};
  const extensions = parameters.extensions ?? {};
  assertJsonDepth({ variables, extensions }, limits.maxVariablesDepth);
  const found = keeper.find(parameters);
  if (found === undefined) return refuse(noDocument(), options.logger);
  const { text } = found;
  const checked = options.checkDocument(text);
  const { document, errors, introspects, defers } = checked;
  if (errors.length > 0) return refuseAll(errors);
  if (introspects && !options.maySeeSchema(caller)) throw introspectionDisabled();
  const operationName = parameters.operationName || undefined;
  const streams = takesStream && isSubscription(document, operationName);
  if (isGet && !streams) assertQuery(document, operationName);
  options.assertCost(document, operationName, variables);
  found.remember();
  const carried = await createContext();
  if (wantsPlan && !options.mayReadPlan(carried)) throw planForbidden();
  if (streams) {
    const request = { document, operationName, variables, contextValue: carried };
    return subscribe(request, caller, options);
  }
  const operation = getOperationAST(document, operationName);
  const isQuery = operation?.operation === 'query';
  if (takesParts && defers && isQuery && !wantsPlan) {
    const policy = new AnswerPolicy();
    if (!isPublic) policy.makePrivate();
    const request = { document, operationName, variables, contextValue: carried, policy };
    return runInParts(request, caller, options);
  }
  const label = operation?.name?.value ?? 'anonymous';
  const isShared = isQuery && isPublic && !takesStream && !wantsPlan && !introspects;
  const slot = isShared ? responseCache?.slot(text, operationName, variables) : undefined;
  if (slot === undefined || responseCache === undefined) return runWhole();
  const kept = responseCache.find(slot, label);
  return kept ? answerFrom(kept) : responseCache.share(slot, runWhole);

  async function runWhole(): Promise<OperationAnswer> {
    const policy = new AnswerPolicy();
    if (!isPublic) policy.makePrivate();
    const turn = turns.take();
    if (turn !== undefined) await turn;
    const result = await apollo.execute({
      text,
      checked,
      operationName,
      variables,
      context: { carried, caller, explain: wantsPlan, policy },
    });
    // It may have changed what other answers say, also where it failed: whoever has its answer is told nothing older.
    if (!isQuery && result.data !== undefined) await responseCache?.clearEverywhere();
    if (!isQuery || wantsPlan || result.errors?.length || !result.data) policy.forbid();
    const headers = { 'cache-control': policy.header };
    if (slot === undefined || result.errors?.length) return { result, headers };
    // Written once for all who wait for it.
    const written = JSON.stringify(result);
    if (policy.sharedSeconds > 0) responseCache?.keep(slot, written, policy.sharedSeconds);
    return { result, text: written, headers };
  }
}

/** Sent as it was kept. It is read again only where it becomes a part of something else, such as a batch. */
function answerFrom({ text, ageSeconds, maxAgeSeconds }: KeptResponse): OperationAnswer {
  return {
    get result(): FormattedExecutionResult {
      return JSON.parse(text);
    },
    text,
    statusCode: 200,
    headers: { 'cache-control': `max-age=${maxAgeSeconds}, public`, age: String(ageSeconds) },
  };
}

async function runInParts<TContext extends object>(
  request: GuardedRequest<TContext> & { readonly policy: AnswerPolicy },
  caller: Caller,
  { executeInParts, turns }: OperationRunnerOptions<TContext>,
): Promise<OperationAnswer> {
  await turns.take();
  const answer = await executeInParts(request, caller);
  if ('next' in answer) return { result: {}, parts: answer };
  const { data, errors } = answer;
  const { policy } = request;
  if (errors?.length || !data) policy.forbid();
  const result = {
    ...(errors?.length ? { errors: errors.map((error) => error.toJSON()) } : {}),
    ...(data === undefined ? {} : { data }),
  };
  return { result, headers: { 'cache-control': policy.header } };
}

async function subscribe<TContext extends object>(
  request: GuardedRequest<TContext>,
  caller: Caller,
  options: OperationRunnerOptions<TContext>,
): Promise<OperationAnswer> {
  const leave = options.subscriptionGate.enter();
  if (leave === undefined) {
    const message = 'Fewer subscriptions at one time were expected. Try again in 5 s.';
    throw retryLater(503, 'GATEWAY_BUSY', message, 5);
  }
  const begun = await options.subscribe(request, caller);
  if ('next' in begun) {
    void begun.ended.then(leave);
    return { result: {}, stream: begun };
  }
  leave();
  return refuseAll(begun.errors ?? []);
}

function isSubscription(document: DocumentNode, operationName: string | undefined): boolean {
  return getOperationAST(document, operationName)?.operation === 'subscription';
}

function assertJsonDepth(values: Readonly<Record<string, unknown>>, limit: number): void {
  for (const [name, value] of Object.entries(values)) {
    if (jsonDepth(value) <= limit) continue;
    throw new GraphQLError(
      `At most ${limit} levels of objects and lists were expected in "${name}", but there are more. ` +
        'Send flatter values.',
      { extensions: { code: 'VARIABLES_TOO_DEEP' } },
    );
  }
}

/** A GET can come from a link, and be answered from a cache: it must not change anything. */
function assertQuery(document: DocumentNode, operationName: string | undefined): void {
  const operation = getOperationAST(document, operationName);
  if (!operation || operation.operation === 'query') return;
  throw new GraphQLError(
    `A query was expected, for the request is a GET, but got a ${operation.operation}. Send it by POST.`,
    {
      extensions: {
        code: 'OPERATION_NOT_SUPPORTED',
        http: { status: 405, headers: { allow: 'POST' } },
      },
    },
  );
}

function introspectionDisabled(): GraphQLError {
  return new GraphQLError(
    'Fields of the graph were expected, but the operation asks for its schema, which needs a credential here. ' +
      'Send one, or ask for data.',
    { extensions: { code: 'INTROSPECTION_DISABLED' } },
  );
}

function planForbidden(): GraphQLError {
  return new GraphQLError(
    'A caller who may read plans was expected, for the request has the header x-redress-plan. Leave it out, or send ' +
      'a credential with the scope for it.',
    { extensions: { code: 'FORBIDDEN', http: { status: 403 } } },
  );
}

function noDocument(): GraphQLError {
  return new GraphQLError('A "query" with one GraphQL document was expected, but there is none.', {
    extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
  });
}
