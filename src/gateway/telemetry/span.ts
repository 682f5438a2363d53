import { randomBytes } from 'node:crypto';

/** What OpenTelemetry calls the role of a span: within the process, answering, or asking somebody. */
export type SpanKind = 'internal' | 'server' | 'client';

export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

/** A piece of work with a beginning and an end. */
export interface Span {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** 16 hexadecimal digits. */
  readonly spanId: string;
  readonly isSampled: boolean;
  /** Ends the span, once. */
  end(attributes?: SpanAttributes, isFailed?: boolean): void;
}

/** A span that has ended, as an exporter takes it. Times are nanoseconds since 1970. */
export interface EndedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly name: string;
  readonly kind: SpanKind;
  readonly startedAt: bigint;
  readonly endedAt: bigint;
  readonly attributes: SpanAttributes;
  readonly isFailed: boolean;
}

export type SpanParent = Pick<Span, 'traceId' | 'spanId' | 'isSampled'>;

/** Makes spans and hands on those that have ended. */
export class Tracer {
  readonly #onEnd: (span: EndedSpan) => void;
  readonly #sampleRatio: number;

  /** @param sampleRatio Share of the traces begun here that is kept, 0 to 1. */
  constructor(onEnd: (span: EndedSpan) => void, sampleRatio = 1) {
    this.#onEnd = onEnd;
    this.#sampleRatio = sampleRatio;
  }

  start(name: string, kind: SpanKind, parent: SpanParent | undefined): Span {
    const traceId = parent?.traceId ?? randomBytes(16).toString('hex');
    const spanId = randomBytes(8).toString('hex');
    const isSampled = parent?.isSampled ?? Math.random() < this.#sampleRatio;
    const startedAt = now();
    let isOpen = isSampled;
    return {
      traceId,
      spanId,
      isSampled,
      end: (attributes = {}, isFailed = false) => {
        if (!isOpen) return;
        isOpen = false;
        const parentSpanId = parent?.spanId;
        const endedAt = now();
        this.#onEnd({
          ...{ traceId, spanId, parentSpanId, name, kind, startedAt, endedAt },
          ...{ attributes, isFailed },
        });
      },
    };
  }
}

/** The caller's span from a W3C `traceparent` header. `undefined` for none, or one that is not well formed. */
export function parseTraceparent(header: string | undefined): SpanParent | undefined {
  const [, traceId, spanId, flags] =
    /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(header ?? '') ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined;
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined;
  return { traceId, spanId, isSampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

/** A span as the W3C `traceparent` header names it to others. */
export function writeTraceparent({ traceId, spanId, isSampled }: SpanParent): string {
  return `00-${traceId}-${spanId}-${isSampled ? '01' : '00'}`;
}

const origin = BigInt(Math.round(performance.timeOrigin * 1_000)) * 1_000n;

function now(): bigint {
  return origin + BigInt(Math.round(performance.now() * 1_000)) * 1_000n;
}
