import fc from 'fast-check';
import { findFault } from './check-reply.ts';
import { generatedRequest } from './generate-request.ts';
import { handMadeRequests } from './hand-made.ts';
import { sendBytes, writeRequest } from './raw-request.ts';

/** What a run did. */
export interface FuzzReport {
  /** How many requests got each status; 0 is a connection that was only closed. */
  readonly statuses: ReadonlyMap<number, number>;
  /** Each with the request that brought it. */
  readonly faults: readonly string[];
}

/** Sends all requests that were made by hand, and then as many generated ones, `width` at a time. */
export async function runFuzz(
  port: number,
  count: number,
  seed: number,
  width = 16,
): Promise<FuzzReport> {
  const statuses = new Map<number, number>();
  const faults: string[] = [];

  const send = async (name: string, bytes: Buffer) => {
    try {
      const reply = await sendBytes(bytes, port);
      statuses.set(reply.status, (statuses.get(reply.status) ?? 0) + 1);
      const fault = findFault(reply);
      if (fault !== undefined) faults.push(`${name}: ${fault}`);
    } catch (error) {
      faults.push(`${name}: ${error instanceof Error ? error.message : error}`);
    }
  };

  for (const [name, request] of handMadeRequests) await send(name, writeRequest(request));
  let sent = 0;
  let chunk: Buffer[] = [];
  const next = (): Buffer | undefined => {
    if (sent >= count) return undefined;
    if (chunk.length === 0)
      chunk = fc.sample(generatedRequest, { numRuns: 200, seed: seed + sent });
    sent++;
    return chunk.pop();
  };
  const worker = async () => {
    for (let bytes = next(); bytes !== undefined; bytes = next()) {
      await send(JSON.stringify(bytes.toString('latin1')).slice(0, 600), bytes);
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  return { statuses, faults };
}
