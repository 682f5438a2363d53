import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** What can be asked for the state of a subgraph's breaker. */
export interface BreakerHolder {
  readonly breakerState: 'closed' | 'open' | 'half-open';
}

/** What can be asked for the state of a response cache. */
export interface CacheHolder {
  readonly bytes: number;
}

/** All metrics of a gateway, in the Prometheus text format. Labels have few values, whatever clients send. */
export class GatewayMetrics {
  readonly #registry = new Registry();
  readonly #breakers = new Map<string, BreakerHolder>();
  #responses: CacheHolder = { bytes: 0 };

  readonly requests = new Counter({
    name: 'redress_http_requests_total',
    help: 'HTTP requests, by route and status',
    labelNames: ['route', 'status'] as const,
    registers: [this.#registry],
  });
  readonly requestSeconds = new Histogram({
    name: 'redress_http_request_duration_seconds',
    help: 'Time from the head of a request to the end of its answer, by route',
    labelNames: ['route'] as const,
    buckets: seconds,
    registers: [this.#registry],
  });
  readonly requestsUnderWay = new Gauge({
    name: 'redress_http_requests_under_way',
    help: 'HTTP requests that are being answered',
    registers: [this.#registry],
  });
  readonly operations = new Counter({
    name: 'redress_operations_total',
    help: 'GraphQL operations that ran, by kind and by whether there were errors beside the data',
    labelNames: ['kind', 'outcome'] as const,
    registers: [this.#registry],
  });
  readonly operationSeconds = new Histogram({
    name: 'redress_operation_duration_seconds',
    help: 'Time of GraphQL operations in the gateway, by kind',
    labelNames: ['kind'] as const,
    buckets: seconds,
    registers: [this.#registry],
  });
  readonly errors = new Counter({
    name: 'redress_errors_total',
    help: 'Errors that clients got from the gateway, by code; limits and rates are among them',
    labelNames: ['code'] as const,
    registers: [this.#registry],
  });
  readonly fetches = new Counter({
    name: 'redress_subgraph_fetches_total',
    help: 'Requests to subgraphs, by subgraph and outcome',
    labelNames: ['subgraph', 'outcome'] as const,
    registers: [this.#registry],
  });
  readonly fetchSeconds = new Histogram({
    name: 'redress_subgraph_fetch_duration_seconds',
    help: 'Time of requests to subgraphs, retries included, by subgraph',
    labelNames: ['subgraph'] as const,
    buckets: seconds,
    registers: [this.#registry],
  });
  readonly cache = new Counter({
    name: 'redress_cache_lookups_total',
    help: 'Lookups in caches of the gateway, by cache and result',
    labelNames: ['cache', 'result'] as const,
    registers: [this.#registry],
  });

  readonly probeAlerts = new Counter({
    name: 'redress_probe_alerts_total',
    help: 'Callers that asked again and again for what they may not see or what is not there',
    registers: [this.#registry],
  });
  readonly evictions = new Counter({
    name: 'redress_cache_evictions_total',
    help: 'Entries that caches of the gateway let go of for newer ones, by cache',
    labelNames: ['cache'] as const,
    registers: [this.#registry],
  });
  readonly subscriptions = new Counter({
    name: 'redress_subscriptions_total',
    help: 'Subscriptions that began',
    registers: [this.#registry],
  });
  readonly subscriptionsOpen = new Gauge({
    name: 'redress_subscriptions_open',
    help: 'Subscriptions that are open',
    registers: [this.#registry],
  });
  readonly subscriptionEvents = new Counter({
    name: 'redress_subscription_events_total',
    help: 'Results of events that subscriptions gave',
    registers: [this.#registry],
  });
  readonly subscriptionsClosed = new Counter({
    name: 'redress_subscriptions_closed_total',
    help: 'Subscriptions that ended: completed by the subgraph, broken off, or stopped by client or server',
    labelNames: ['reason'] as const,
    registers: [this.#registry],
  });

  /** @param process Name of this process among several of one server, which all series get as a label. Default: there is one. */
  constructor(process?: string) {
    if (process !== undefined) this.#registry.setDefaultLabels({ process });
    collectDefaultMetrics({ register: this.#registry });
    const breakers = this.#breakers;
    new Gauge({
      name: 'redress_subgraph_breaker_open',
      help: 'Breaker of each subgraph: 0 closed, 0.5 half-open, 1 open',
      labelNames: ['subgraph'] as const,
      registers: [this.#registry],
      collect() {
        for (const [subgraph, { breakerState }] of breakers) {
          this.set({ subgraph }, { closed: 0, 'half-open': 0.5, open: 1 }[breakerState]);
        }
      },
    });
    const responses = () => this.#responses;
    new Gauge({
      name: 'redress_response_cache_bytes',
      help: 'Bytes of public answers that are kept',
      registers: [this.#registry],
      collect() {
        this.set(responses().bytes);
      },
    });
  }

  /** Shows this response cache from now on. */
  watchResponseCache(holder: CacheHolder): void {
    this.#responses = holder;
  }

  /** Shows the breaker of a subgraph from now on, in place of an earlier one. */
  watchBreaker(subgraph: string, holder: BreakerHolder): void {
    this.#breakers.set(subgraph, holder);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** All metrics as they are now. */
  write(): Promise<string> {
    return this.#registry.metrics();
  }
}
