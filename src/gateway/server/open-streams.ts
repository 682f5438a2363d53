import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { ExecutionResult, FormattedExecutionResult } from 'graphql';
import { type AnswerPart, errorsOfPart } from '../parts/answer-part.ts';
import { type EventStream, streamOf } from '../run/event-stream.ts';
import { noteErrors } from '../telemetry/request-scope.ts';
import type { StreamForm } from './stream-form.ts';

export interface StreamRequest {
  readonly reply: FastifyReply;
  readonly form: StreamForm;
  readonly stream: EventStream<ExecutionResult>;
  /** Asked before each result. What it gives is sent instead, and is the last. */
  refusal(): Promise<FormattedExecutionResult | undefined>;
}

/** An answer that comes in parts. */
export interface PartsRequest {
  readonly reply: FastifyReply;
  readonly form: StreamForm<AnswerPart>;
  readonly parts: EventStream<AnswerPart>;
}

/** The responses that are sent bit by bit, each until its source ends, its client leaves or the server closes. */
export class OpenStreams {
  readonly #heartbeatMs: number;
  readonly #open = new Set<EventStream<unknown>>();
  /** Answers that come in parts: they end by themselves. */
  readonly #finite = new Set<Promise<void>>();
  #closing = false;

  constructor(heartbeatMs: number) {
    this.#heartbeatMs = heartbeatMs;
  }

  /** Begins to send. Does not wait for the end. */
  send(request: StreamRequest): FastifyReply {
    const { reply, form, stream } = request;
    this.#open.add(stream);
    if (this.#closing) void stream.return();
    const sent = this.#begin(reply, form, stream, (raw) => pump(request, raw));
    void sent.finally(() => this.#open.delete(stream));
    return reply;
  }

  /** Begins to send an answer that comes in parts. Does not wait for the end. */
  sendParts({ reply, form, parts }: PartsRequest): FastifyReply {
    const sent = this.#begin(reply, form, parts, (raw) => pumpParts(form, parts, raw));
    this.#finite.add(sent);
    void sent.finally(() => this.#finite.delete(sent));
    return reply;
  }

  /** Sends one result that is there already. */
  sendOne(reply: FastifyReply, form: StreamForm, result: FormattedExecutionResult): FastifyReply {
    const stream = streamOf(result as ExecutionResult);
    return this.send({ reply, form, stream, refusal: async () => undefined });
  }

  /**
   * Ends all of them, and any that begins from now on, in good order: answers that come in parts are finished, all others
   * end at once.
   */
  async close(): Promise<void> {
    this.#closing = true;
    await Promise.all([...this.#open].map((stream) => stream.return()));
    while (this.#finite.size > 0) await Promise.all(this.#finite);
  }

  #begin<Item>(
    reply: FastifyReply,
    form: StreamForm<Item>,
    stream: EventStream<unknown>,
    write: (raw: ServerResponse) => Promise<void>,
  ): Promise<void> {
    reply.hijack();
    const { raw } = reply;
    raw.on('close', () => void stream.return());
    if (raw.destroyed) void stream.return();
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      if (value !== undefined) raw.setHeader(name, value);
    }
    raw.writeHead(200, {
      'content-type': form.contentType,
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
      vary: 'Accept',
    });
    raw.write(form.begin);
    const { heartbeat } = form;
    const beat =
      heartbeat === undefined
        ? undefined
        : setInterval(() => raw.write(heartbeat), this.#heartbeatMs);
    return write(raw).finally(() => {
      clearInterval(beat);
      raw.end(form.end);
    });
  }
}

/** Takes no further part before the client has taken the last. Never rejects. */
async function pumpParts(
  { result }: StreamForm<AnswerPart>,
  parts: EventStream<AnswerPart>,
  raw: ServerResponse,
): Promise<void> {
  for await (const part of parts) {
    noteErrors(errorsOfPart(part));
    const isTaken = raw.write(result(part));
    if (raw.destroyed) return;
    if (!isTaken) await drained(raw);
  }
}

/** Takes no further result before the client has taken the last, so that nothing piles up. Never rejects. */
async function pump({ form, stream, refusal }: StreamRequest, raw: ServerResponse): Promise<void> {
  for await (const result of stream) {
    const refused = await refusal();
    const sent = refused ?? (result as FormattedExecutionResult);
    noteErrors(sent.errors);
    const isTaken = raw.write(form.result(sent));
    if (refused !== undefined || raw.destroyed) return;
    if (!isTaken) await drained(raw);
  }
}

/** Waits until the client has taken what was written, or is gone. */
function drained(raw: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      raw.off('drain', done);
      raw.off('close', done);
      resolve();
    };
    raw.on('drain', done);
    raw.on('close', done);
  });
}
