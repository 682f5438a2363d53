import type { EventStream } from '../run/event-stream.ts';
import type { GatewayMetrics } from './gateway-metrics.ts';
import { type RequestScope, runInScope } from './request-scope.ts';
import type { Span } from './span.ts';

/** What a subscription is watched with. */
export interface SubscriptionWatch {
  readonly metrics: GatewayMetrics;
  /** Of the request that began it. Fetches of its events belong under `span`. */
  readonly scope: RequestScope | undefined;
  /** Lasts as long as the subscription. */
  readonly span: Span | undefined;
}

/** The events of a subscription that has begun, counted and traced until they end. */
export function observeSubscription<Item>(
  stream: EventStream<Item>,
  { metrics, scope, span }: SubscriptionWatch,
): EventStream<Item> {
  let events = 0;
  metrics.subscriptions.inc();
  metrics.subscriptionsOpen.inc();
  void stream.ended.then((reason) => {
    metrics.subscriptionsOpen.dec();
    metrics.subscriptionsClosed.inc({ reason });
    span?.end({ 'redress.events': events, 'redress.end': reason }, reason === 'broken');
  });
  const watched: EventStream<Item> = {
    ended: stream.ended,
    async next() {
      const take = () => stream.next();
      const answer = await (scope && span ? runInScope({ ...scope, span }, take) : take());
      if (!answer.done) {
        events += 1;
        metrics.subscriptionEvents.inc();
      }
      return answer;
    },
    return: () => stream.return(),
    [Symbol.asyncIterator]: () => watched,
  };
  return watched;
}
