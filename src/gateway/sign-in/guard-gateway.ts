import {
  type DocumentNode,
  type ExecutionResult,
  type FieldNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import type { Gateway, GatewayRequest } from '../create-gateway.ts';
import { BoundedCache } from '../plan/bounded-cache.ts';
import { fragmentsOf } from '../plan/filter-root-selection.ts';
import { parseSupergraph } from '../supergraph/parse-supergraph.ts';
import { type AccessRules, isMet, readAccessRules } from './access-rules.ts';
import type { Caller } from './caller.ts';
import { findRestrictedFields, type RestrictedFields, removeFields } from './denied-fields.ts';
import { explain, mendResponse } from './mend-response.ts';

/** Runs an operation for a caller, who gets nothing that needs more than it has. */
export type GuardedExecute<TContext> = (
  request: GuardedRequest<TContext>,
  caller: Caller,
) => Promise<ExecutionResult>;

/** Begins a subscription for a caller, who must be allowed to have all of it. */
export type GuardedSubscribe<TContext> = (
  request: GuardedRequest<TContext>,
  caller: Caller,
) => ReturnType<Gateway<TContext>['subscribe']>;

/** Runs a query for a caller and gives its answer in parts, or whole where the caller may not have all of it. */
export type GuardedExecuteInParts<TContext> = (
  request: GuardedRequest<TContext>,
  caller: Caller,
) => ReturnType<Gateway<TContext>['executeInParts']>;

/** A request whose document has been parsed and is valid. */
export interface GuardedRequest<TContext> extends GatewayRequest<TContext> {
  readonly document: DocumentNode;
}

/** What is known of a document: what of it is restricted, and what is left of it without some of that. */
interface GuardedDocument {
  readonly restricted: RestrictedFields;
  /** By which of the restricted fields are denied. */
  readonly filtered: BoundedCache<DocumentNode>;
}

/** How many versions of a document are kept; callers with the same scopes share one. */
const maxVersions = 16;

/**
 * The gateway's `execute` behind `@authenticated` and `@requiresScopes`. Fields that a caller may not have are taken out
 * before anything is planned, so that no subgraph is asked for them; in the response they are null with an error.
 */
export function guardGateway<TContext>(
  gateway: Pick<Gateway<TContext>, 'schema' | 'supergraphSdl' | 'execute'>,
): GuardedExecute<TContext> {
  const rulesOf = createRuleReader(gateway);
  return async (request, caller) => {
    const { schema } = gateway;
    const guarded = rulesOf().describe(request.document);
    if (guarded.restricted.size > 0) request.policy?.makePrivate();
    const denied = findDenied(guarded.restricted, caller);
    if (denied.size === 0) return gateway.execute(request);
    const operation = getOperationAST(request.document, request.operationName);
    if (!operation) return gateway.execute(request);
    if (operation.operation === 'subscription') return refuseWhole(guarded.restricted, denied);
    const result = await executeWithout(request, operation, guarded, denied, gateway);
    const rootType = schema.getRootType(operation.operation);
    if (!rootType || result.data === undefined) return result;
    const variables = coerceVariables(schema, operation, request.variables ?? {});
    const scope = { schema, fragments: fragmentsOf(request.document), conditions: variables };
    return mendResponse(result, operation.selectionSet, rootType, scope, guarded.restricted);
  };
}

/** The gateway's `executeInParts` behind `@authenticated` and `@requiresScopes`. */
export function guardParts<TContext>(
  gateway: Pick<Gateway<TContext>, 'schema' | 'supergraphSdl' | 'execute' | 'executeInParts'>,
): GuardedExecuteInParts<TContext> {
  const rulesOf = createRuleReader(gateway);
  const executeWhole = guardGateway(gateway);
  return async (request, caller) => {
    const { restricted } = rulesOf().describe(request.document);
    if (restricted.size > 0) request.policy?.makePrivate();
    // What is denied has to be put back in its places, which takes the answer as a whole.
    const isWhole = findDenied(restricted, caller).size > 0;
    return isWhole ? executeWhole(request, caller) : gateway.executeInParts(request);
  };
}

/** The gateway's `subscribe` behind `@authenticated` and `@requiresScopes`. */
export function guardSubscriptions<TContext>(
  gateway: Pick<Gateway<TContext>, 'schema' | 'supergraphSdl' | 'subscribe'>,
): GuardedSubscribe<TContext> {
  const rulesOf = createRuleReader(gateway);
  return async (request, caller) => {
    const { restricted } = rulesOf().describe(request.document);
    const denied = findDenied(restricted, caller);
    return denied.size > 0 ? refuseWhole(restricted, denied) : gateway.subscribe(request);
  };
}

function executeWithout<TContext>(
  request: GuardedRequest<TContext>,
  operation: OperationDefinitionNode,
  { restricted, filtered }: GuardedDocument,
  denied: ReadonlySet<FieldNode>,
  gateway: Pick<Gateway<TContext>, 'schema' | 'execute'>,
): Promise<ExecutionResult> {
  const key = [...restricted.keys()].map((node) => (denied.has(node) ? '1' : '0')).join('');
  const known = filtered.get(key);
  const document = known ?? removeFields(request.document, gateway.schema, denied);
  if (known === undefined) filtered.set(key, document);
  const operationName = operation.name?.value;
  return gateway.execute({ ...request, document, operationName });
}

function findDenied(restricted: RestrictedFields, caller: Caller): ReadonlySet<FieldNode> {
  const denied = new Set<FieldNode>();
  for (const [node, requirement] of restricted) {
    if (!isMet(requirement, caller)) denied.add(node);
  }
  return denied;
}

/** A subscription has one field and goes on for long: without all of it there is none. */
function refuseWhole(
  restricted: RestrictedFields,
  denied: ReadonlySet<FieldNode>,
): ExecutionResult {
  const errors = [...denied].map((node) => {
    const { code, sentence } = explain(restricted.get(node));
    return new GraphQLError(sentence, { nodes: node, extensions: { code } });
  });
  return { errors };
}

/** Variables with their defaults, for `@include` and `@skip`. That they are good has been seen by running with them. */
function coerceVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  inputs: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const conditions = (operation.variableDefinitions ?? []).filter(
    ({ type }) => (type.kind === Kind.NON_NULL_TYPE ? type.type : type).kind === Kind.NAMED_TYPE,
  );
  return getVariableValues(schema, conditions, inputs).coerced ?? {};
}

/** The rules of the gateway's supergraph, read again whenever that is another one. */
function createRuleReader<TContext>(gateway: Pick<Gateway<TContext>, 'schema' | 'supergraphSdl'>) {
  const create = () => new GuardedDocuments(gateway.schema, gateway.supergraphSdl);
  let current = create();
  return () => {
    if (current.schema !== gateway.schema) current = create();
    return current;
  };
}

class GuardedDocuments {
  readonly #rules: AccessRules;
  readonly #documents = new WeakMap<DocumentNode, GuardedDocument>();

  constructor(
    readonly schema: GraphQLSchema,
    supergraphSdl: string,
  ) {
    this.#rules = readAccessRules(schema, parseSupergraph(supergraphSdl));
  }

  describe(document: DocumentNode): GuardedDocument {
    const known = this.#documents.get(document);
    if (known !== undefined) return known;
    const restricted = findRestrictedFields(document, this.schema, this.#rules);
    const described = { restricted, filtered: new BoundedCache<DocumentNode>(maxVersions) };
    this.#documents.set(document, described);
    return described;
  }
}
