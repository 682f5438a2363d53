import type { GatewayLogger } from '../gateway-logger.ts';
import { GatewayMetrics } from './gateway-metrics.ts';
import { OtlpExporter } from './otlp-exporter.ts';
import { currentScope, runInScope } from './request-scope.ts';
import { type Span, type SpanAttributes, type SpanKind, Tracer, writeTraceparent } from './span.ts';

export interface GatewayTelemetryOptions {
  /** Gets one line a request. A pino logger fits. */
  readonly logger: GatewayLogger;
  /** Default: none, and no spans are made. Where traces go. */
  readonly traces?: {
    /** Address of an OpenTelemetry collector that takes OTLP over HTTP, such as `http://127.0.0.1:4318`. */
    readonly endpoint: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly serviceName?: string;
    /** Default: 1. Share of traces that is kept, 0 to 1. A caller's own decision in `traceparent` goes first. */
    readonly sampleRatio?: number;
  };
  /** Default: there is one. Name of this process among several of one server, for its metrics. */
  readonly process?: string | undefined;
}

/** Characters of a statement that a trace shows. */
const maxStatement = 2_000;

/** Logs, metrics and traces of one gateway. */
export class GatewayTelemetry {
  readonly logger: GatewayLogger;
  readonly metrics: GatewayMetrics;
  readonly tracer: Tracer | undefined;
  readonly #exporter: OtlpExporter | undefined;

  constructor({ logger, traces, process }: GatewayTelemetryOptions) {
    this.logger = logger;
    this.metrics = new GatewayMetrics(process);
    if (traces === undefined) return;
    const exporter = new OtlpExporter({ ...traces, logger });
    this.#exporter = exporter;
    this.tracer = new Tracer((span) => exporter.add(span), traces.sampleRatio);
  }

  /** A span under the one of the moment; `undefined` where nothing is traced. */
  startSpan(name: string, kind: SpanKind = 'internal'): Span | undefined {
    const scope = currentScope();
    return scope?.span && this.tracer?.start(name, kind, scope.span);
  }

  /**
   * Headers by which a server that is asked now knows the request it belongs to: `x-request-id`, and `traceparent` where
   * there is a trace.
   */
  describingHeaders(): Record<string, string> {
    const scope = currentScope();
    if (scope === undefined) return {};
    const { requestId, span } = scope;
    return { 'x-request-id': requestId, ...(span ? { traceparent: writeTraceparent(span) } : {}) };
  }

  /** Runs something as a span, with the spans that it begins under it. `describe` tells what came of it. */
  async trace<Result>(
    name: string,
    kind: SpanKind,
    run: () => Result | Promise<Result>,
    describe: (result: Result) => { attributes: SpanAttributes; isFailed: boolean },
  ): Promise<Result> {
    const scope = currentScope();
    const span = this.startSpan(name, kind);
    if (scope === undefined || span === undefined) return run();
    try {
      const result = await runInScope({ ...scope, span }, run);
      const { attributes, isFailed } = describe(result);
      span.end(attributes, isFailed);
      return result;
    } catch (error) {
      span.end({}, true);
      throw error;
    }
  }

  /** A span for one SQL statement, without the values in it. The function that comes back ends it. */
  startStatement(sql: string): ((isFailed: boolean) => void) | undefined {
    const verb = /^\s*(\w+)/.exec(sql)?.[1]?.toUpperCase() ?? 'SQL';
    const span = this.startSpan(verb, 'client');
    return (
      span && ((isFailed) => span.end({ 'db.query.text': sql.slice(0, maxStatement) }, isFailed))
    );
  }

  /** Sends the traces that still wait. */
  async close(): Promise<void> {
    await this.#exporter?.flush();
  }
}
