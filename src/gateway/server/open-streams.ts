import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { ExecutionResult, FormattedExecutionResult } from 'graphql';
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

/** The responses that are sent bit by bit, each until its source ends, its client leaves or the server closes. */
export class OpenStreams {
  readonly #heartbeatMs: number;
  readonly #open = new Set<EventStream<ExecutionResult>>();
  #closing = false;

  constructor(heartbeatMs: number) {
    this.#heartbeatMs = heartbeatMs;
  }

  /** Begins to send. Does not wait for the end. */
  send(request: StreamRequest): FastifyReply {
    const { reply, form, stream } = request;
    reply.hijack();
    const { raw } = reply;
    this.#open.add(stream);
    raw.on('close', () => void stream.return());
    if (this.#closing || raw.destroyed) void stream.return();
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
    const beat = setInterval(() => raw.write(form.heartbeat), this.#heartbeatMs);
    void pump(request, raw).finally(() => {
      clearInterval(beat);
      this.#open.delete(stream);
      raw.end(form.end);
    });
    return reply;
  }

  /** Sends one result that is there already. */
  sendOne(reply: FastifyReply, form: StreamForm, result: FormattedExecutionResult): FastifyReply {
    const stream = streamOf(result as ExecutionResult);
    return this.send({ reply, form, stream, refusal: async () => undefined });
  }

  /** Ends all of them, and any that begins from now on, in good order. */
  async close(): Promise<void> {
    this.#closing = true;
    await Promise.all([...this.#open].map((stream) => stream.return()));
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
