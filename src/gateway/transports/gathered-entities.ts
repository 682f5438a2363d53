import { copyData } from '../run/merge-data.ts';
import type {
  ResponseObject,
  SubgraphError,
  SubgraphRequest,
  SubgraphResponse,
  SubgraphTransport,
} from './subgraph-transport.ts';

/** A fetch of entities that waits to be sent with others of the same operation and context. */
export interface GatheredRequest<TContext> {
  readonly request: SubgraphRequest<TContext>;
  resolve(response: SubgraphResponse | Promise<SubgraphResponse>): void;
  reject(cause: unknown): void;
}

/** Sends fetches as one for all that have the same other variables. An entity that several want is asked for once. */
export function sendTogether<TContext>(
  requests: readonly GatheredRequest<TContext>[],
  variableOf: ReadonlyMap<string, string>,
  transport: SubgraphTransport<TContext>,
): void {
  const names = new Set(variableOf.values());
  const groups = new Map<string, GatheredRequest<TContext>[]>();
  for (const one of requests) {
    const others = Object.entries(one.request.variables).filter(([name]) => !names.has(name));
    const key = JSON.stringify(others);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  for (const group of groups.values()) {
    sendGroup(group, variableOf, transport).catch((cause: unknown) => {
      for (const { reject } of group) reject(cause);
    });
  }
}

/** Where the entities of one fetch stand in the list that is sent, by response key. */
type Places = ReadonlyMap<string, readonly number[]>;

async function sendGroup<TContext>(
  group: readonly GatheredRequest<TContext>[],
  variableOf: ReadonlyMap<string, string>,
  transport: SubgraphTransport<TContext>,
): Promise<void> {
  const [first] = group;
  if (first === undefined) return;
  if (group.length === 1) {
    first.resolve(transport.execute(first.request));
    return;
  }
  const lists = new Map([...variableOf].map(([key]) => [key, new EntityList()]));
  const places = group.map(
    ({ request }): Places =>
      new Map(
        [...variableOf].map(([key, variable]) => {
          const asked = request.variables[variable];
          return [key, lists.get(key)?.add(Array.isArray(asked) ? asked : []) ?? []];
        }),
      ),
  );
  const variables: Record<string, unknown> = { ...first.request.variables };
  for (const [key, variable] of variableOf) variables[variable] = lists.get(key)?.entities ?? [];
  const { data, errors = [] } = await transport.execute({ ...first.request, variables });
  if (data == null || !errors.every(({ path }) => isOfEntity(path, lists))) {
    // What went wrong is about all of them, or some: each learns for itself.
    for (const { request, resolve } of group) resolve(askAlone(request, transport));
    return;
  }
  for (const [index, { resolve }] of group.entries()) {
    resolve(takePart(data, errors, places[index] ?? new Map(), lists));
  }
}

async function askAlone<TContext>(
  request: SubgraphRequest<TContext>,
  transport: SubgraphTransport<TContext>,
): Promise<SubgraphResponse> {
  return transport.execute(request);
}

/** Representations, each once. */
class EntityList {
  readonly entities: unknown[] = [];
  readonly #known = new Map<string, number>();
  readonly #shared = new Set<number>();

  /** The places of some, which are added where they are new. */
  add(representations: readonly unknown[]): number[] {
    return representations.map((representation) => {
      const key = JSON.stringify(representation);
      const known = this.#known.get(key);
      if (known === undefined) {
        this.#known.set(key, this.entities.length);
        return this.entities.push(representation) - 1;
      }
      this.#shared.add(known);
      return known;
    });
  }

  /** An entity out of the answer, for one who may change it. */
  take(place: number, answer: unknown): unknown {
    const entity: unknown = Array.isArray(answer) ? answer[place] : undefined;
    return this.#shared.has(place) ? copyData(entity) : entity;
  }
}

/** What one fetch would have been answered. */
function takePart(
  data: ResponseObject,
  errors: readonly SubgraphError[],
  places: Places,
  lists: ReadonlyMap<string, EntityList>,
): SubgraphResponse {
  const part: ResponseObject = {};
  for (const [key, asked] of places) {
    part[key] = asked.map((place) => lists.get(key)?.take(place, data[key]));
  }
  if (errors.length === 0) return { data: part };
  const own = errors.flatMap(({ path = [], message, extensions, originalError, nodes }) => {
    const [key, place, ...rest] = path;
    const index = places.get(String(key))?.indexOf(Number(place)) ?? -1;
    if (index === -1) return [];
    return [{ message, extensions, originalError, nodes, path: [String(key), index, ...rest] }];
  });
  return own.length === 0 ? { data: part } : { data: part, errors: own };
}

function isOfEntity(path: SubgraphError['path'], lists: ReadonlyMap<string, EntityList>): boolean {
  return typeof path?.[0] === 'string' && lists.has(path[0]) && typeof path[1] === 'number';
}
