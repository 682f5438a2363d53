import { Readable } from 'node:stream';

/** Whether the end of a message has gone out, after which nobody but the server knows what became of it. */
export interface LastStep {
  isOut: boolean;
}

/**
 * A message as a stream that holds its end back: the dot by which a server takes it follows only when `beforeEnd` gives
 * `true`. Else, or when it rejects, the stream fails, and with it the sending.
 */
export function messageStream(
  raw: Buffer,
  step: LastStep,
  beforeEnd: () => Promise<boolean>,
): Readable {
  const parts = async function* (): AsyncGenerator<Buffer> {
    yield raw;
    if (!(await beforeEnd())) throw new Error('the message was broken off before its end');
    if (stream.destroyed) return;
    step.isOut = true;
  };
  const stream: Readable = Readable.from(parts(), { objectMode: false });
  return stream;
}
