import type { GatewayLogger } from '../gateway-logger.ts';
import type { EndedSpan, SpanAttributes, SpanKind } from './span.ts';

export interface OtlpExporterOptions {
  /** Address of a collector, such as `http://127.0.0.1:4318`; spans go to `/v1/traces` there. */
  readonly endpoint: string;
  /** Default: none. Headers of every export, such as a key of the collector. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Default: `redress`. What the collector shows as the service. */
  readonly serviceName?: string;
  readonly logger: GatewayLogger;
  /** Default: 1 second. How long a span waits for others. */
  readonly delayMs?: number;
}

const maxBatch = 512;
/** Spans that wait while the collector cannot be reached; more are dropped. */
const maxWaiting = 4_096;
const timeoutMs = 10_000;
const kinds: Readonly<Record<SpanKind, number>> = { internal: 1, server: 2, client: 3 };

/** Sends spans to an OpenTelemetry collector by OTLP over HTTP, as JSON, in batches. Never throws. */
export class OtlpExporter {
  readonly #options: OtlpExporterOptions;
  #waiting: EndedSpan[] = [];
  #timer: NodeJS.Timeout | undefined;
  #sending: Promise<void> = Promise.resolve();
  #isFailing = false;

  constructor(options: OtlpExporterOptions) {
    this.#options = options;
  }

  add(span: EndedSpan): void {
    if (this.#waiting.length >= maxWaiting) return;
    this.#waiting.push(span);
    if (this.#waiting.length === maxBatch) void this.flush();
    this.#timer ??= setTimeout(() => void this.flush(), this.#options.delayMs ?? 1_000).unref();
  }

  /** Sends what waits, and waits for all that is under way. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const spans = this.#waiting;
    this.#waiting = [];
    if (spans.length > 0) this.#sending = this.#sending.then(() => this.#send(spans));
    return this.#sending;
  }

  async #send(spans: readonly EndedSpan[]): Promise<void> {
    const { endpoint, headers = {}, serviceName = 'redress', logger } = this.#options;
    try {
      const response = await fetch(`${endpoint.replace(/\/+$/, '')}/v1/traces`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(writeSpans(spans, serviceName)),
        signal: AbortSignal.timeout(timeoutMs),
      });
      await response.arrayBuffer();
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      this.#isFailing = false;
    } catch (err) {
      // Once for a time without a collector, not once a batch.
      if (!this.#isFailing) logger.warn({ err }, 'Traces cannot be exported');
      this.#isFailing = true;
    }
  }
}

function writeSpans(spans: readonly EndedSpan[], serviceName: string): object {
  return {
    resourceSpans: [
      {
        resource: { attributes: writeAttributes({ 'service.name': serviceName }) },
        scopeSpans: [{ scope: { name: 'redress' }, spans: spans.map(writeSpan) }],
      },
    ],
  };
}

function writeSpan(span: EndedSpan): object {
  const { traceId, spanId, parentSpanId, name, kind, startedAt, endedAt } = span;
  return {
    ...{ traceId, spanId, parentSpanId, name },
    kind: kinds[kind],
    startTimeUnixNano: String(startedAt),
    endTimeUnixNano: String(endedAt),
    attributes: writeAttributes(span.attributes),
    status: span.isFailed ? { code: 2 } : {},
  };
}

function writeAttributes(attributes: SpanAttributes): object[] {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: writeValue(value) }));
}

function writeValue(value: string | number | boolean): object {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}
