import { type DocumentNode, parse } from 'graphql';
import type { AnswerCaching } from '../caching/cache-control.ts';

/** A JSON object as a subgraph returns it. */
export type ResponseObject = Record<string, unknown>;

/** One operation that a plan sends to a subgraph: made once per plan, sent with each request. */
export class SubgraphOperation {
  #document: DocumentNode | undefined;

  constructor(
    readonly kind: 'query' | 'mutation' | 'subscription',
    readonly text: string,
  ) {}

  /** The operation parsed, on first use. */
  get document(): DocumentNode {
    this.#document ??= parse(this.text, { noLocation: true });
    return this.#document;
  }
}

/** One request to a subgraph. */
export interface SubgraphRequest<TContext> {
  readonly operation: SubgraphOperation;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The context of the client's operation, shared by all its requests. */
  readonly contextValue: TContext;
}

/** An error of a subgraph: a `GraphQLError` in process, plain JSON from elsewhere. */
export interface SubgraphError {
  readonly message: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
  /** Set in process only: what a resolver threw. */
  readonly originalError?: Error | undefined;
  /** Set in process only: where in the operation. A value instead of a field means bad input. */
  readonly nodes?: readonly { readonly kind: string }[] | undefined;
}

/** What a subgraph answered. `data` belongs to the caller, who may change it. */
export interface SubgraphResponse {
  readonly data?: ResponseObject | null | undefined;
  readonly errors?: readonly SubgraphError[] | undefined;
  /** What its `Cache-Control` said, where it came over HTTP with one. */
  readonly caching?: AnswerCaching | undefined;
}

/**
 * One event of a subscription. Calling it, once, gives what the subgraph answers to it: an embedded subgraph runs its
 * resolvers then, with this context; a remote one has answered already.
 */
export type SubgraphEvent<TContext> = (
  contextValue: TContext,
) => SubgraphResponse | Promise<SubgraphResponse>;

/**
 * The events of one subscription, until the subgraph ends it. `next` rejects when the connection breaks. `return` frees
 * what the subscription holds, also while `next` waits.
 */
export interface SubgraphEvents<TContext> {
  next(): Promise<IteratorResult<SubgraphEvent<TContext>, unknown>>;
  return?(): Promise<unknown>;
}

/** How the gateway reaches one subgraph. */
export interface SubgraphTransport<TContext> {
  /**
   * Sends one request. Errors within the answer are part of the answer; a throw or rejection means that
   * there is no answer at all.
   */
  execute(request: SubgraphRequest<TContext>): SubgraphResponse | Promise<SubgraphResponse>;
  /**
   * Begins a subscription. An answer instead of events is a refusal; a rejection means that there is no answer at all.
   * Absent where subscriptions cannot be had.
   */
  subscribe?(
    request: SubgraphRequest<TContext>,
  ): Promise<SubgraphEvents<TContext> | SubgraphResponse>;
  /** Frees what the transport holds, such as connections. */
  close?(): Promise<void>;
}
