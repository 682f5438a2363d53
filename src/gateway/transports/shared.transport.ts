import { Kind } from 'graphql';
import { copyData } from '../run/merge-data.ts';
import { type GatheredRequest, sendTogether } from './gathered-entities.ts';
import type {
  SubgraphOperation,
  SubgraphRequest,
  SubgraphResponse,
  SubgraphTransport,
} from './subgraph-transport.ts';

/**
 * A transport for operations that run many at a time with one context, as the questions of a batch of letters do.
 * Equal fetches that are under way share one answer, and fetches of entities by one plan are sent as one. What each
 * operation gets is what it would get alone; errors reach those whose entities they are about.
 *
 * @param isShared Whether a context is of many operations. All others go straight to `transport`.
 */
export function createSharedTransport<TContext extends object>(
  transport: SubgraphTransport<TContext>,
  isShared: (contextValue: TContext) => boolean,
): SubgraphTransport<TContext> {
  const batches = new WeakMap<TContext, SharedBatch<TContext>>();
  const batchOf = (contextValue: TContext): SharedBatch<TContext> => {
    const known = batches.get(contextValue);
    if (known !== undefined) return known;
    const batch: SharedBatch<TContext> = { underWay: new Map(), gathering: new Map() };
    batches.set(contextValue, batch);
    return batch;
  };
  return {
    ...transport,
    execute(request) {
      const { operation, contextValue } = request;
      if (operation.kind !== 'query' || !isShared(contextValue)) return transport.execute(request);
      const batch = batchOf(contextValue);
      const variableOf = entityVariables(operation);
      return variableOf === null
        ? shareAnswer(request, batch, transport)
        : gather(request, variableOf, batch, transport);
    },
  };
}

interface SharedBatch<TContext> {
  /** Answers to come, by operation and variables. */
  readonly underWay: Map<SubgraphOperation, Map<string, Promise<SubgraphResponse>>>;
  /** Fetches of entities that wait to be sent as one. */
  readonly gathering: Map<SubgraphOperation, GatheredRequest<TContext>[]>;
}

function shareAnswer<TContext>(
  request: SubgraphRequest<TContext>,
  { underWay }: SharedBatch<TContext>,
  transport: SubgraphTransport<TContext>,
): Promise<SubgraphResponse> {
  const { operation, variables } = request;
  const answers = underWay.get(operation) ?? new Map<string, Promise<SubgraphResponse>>();
  underWay.set(operation, answers);
  const key = JSON.stringify(variables);
  const known = answers.get(key);
  if (known !== undefined) return known.then(copyAnswer);
  const answer = executeAsync(request, transport);
  const forget = () => answers.delete(key);
  answer.then(forget, forget);
  answers.set(key, answer);
  // Whoever is given an answer may change it: each has a copy.
  return answer.then(copyAnswer);
}

async function executeAsync<TContext>(
  request: SubgraphRequest<TContext>,
  transport: SubgraphTransport<TContext>,
): Promise<SubgraphResponse> {
  return transport.execute(request);
}

function copyAnswer(response: SubgraphResponse): SubgraphResponse {
  return { ...response, data: copyData(response.data) };
}

function gather<TContext>(
  request: SubgraphRequest<TContext>,
  variableOf: ReadonlyMap<string, string>,
  { gathering }: SharedBatch<TContext>,
  transport: SubgraphTransport<TContext>,
): Promise<SubgraphResponse> {
  return new Promise((resolve, reject) => {
    const waiting = gathering.get(request.operation);
    const one = { request, resolve, reject };
    if (waiting !== undefined) {
      waiting.push(one);
      return;
    }
    const requests = [one];
    gathering.set(request.operation, requests);
    // After everything that the last answer from a database has set free, as loaders wait too.
    void Promise.resolve().then(() =>
      process.nextTick(() => {
        gathering.delete(request.operation);
        sendTogether(requests, variableOf, transport);
      }),
    );
  });
}

const known = new WeakMap<SubgraphOperation, ReadonlyMap<string, string> | null>();

/** Of a fetch of nothing but entities: the variable with the representations behind each response key. */
function entityVariables(operation: SubgraphOperation): ReadonlyMap<string, string> | null {
  const remembered = known.get(operation);
  if (remembered !== undefined) return remembered;
  const found = readEntityVariables(operation);
  known.set(operation, found);
  return found;
}

function readEntityVariables({ document }: SubgraphOperation): ReadonlyMap<string, string> | null {
  const variables = new Map<string, string>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    for (const field of definition.selectionSet.selections) {
      if (field.kind !== Kind.FIELD || field.name.value !== '_entities') return null;
      const value = field.arguments?.find(({ name }) => name.value === 'representations')?.value;
      if (value?.kind !== Kind.VARIABLE) return null;
      variables.set(field.alias?.value ?? '_entities', value.name.value);
    }
  }
  return variables;
}
