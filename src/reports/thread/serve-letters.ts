import type { MessagePort } from 'node:worker_threads';
import { madeAtOnce } from '../batches.ts';
import type { BatchResult, ReportEngine, SealResult, Season } from '../report-engine.ts';
import { ReportError } from '../report-error.ts';
import {
  type FromLetterThread,
  type LetterOrder,
  type OrderedLetter,
  sendError,
  type ToLetterThread,
  type WrittenLetter,
} from './letter-messages.ts';

/** Makes letters that are ordered on a port. What an order meets that is no fault of a letter ends the thread. */
export function serveLetters(port: MessagePort, engine: ReportEngine): void {
  const reply = (message: FromLetterThread) => port.postMessage(message);
  let last: { readonly number: number; readonly season: Season } | undefined;
  port.on('message', async ({ id, ...order }: ToLetterThread) => {
    if (last?.number !== order.season) {
      last = { number: order.season, season: engine.openSeason() };
    }
    await makeLetters(engine, order, last.season, (letters) =>
      reply({ kind: 'made', id, letters }),
    );
    reply({ kind: 'done', id });
  });
  reply({ kind: 'ready' });
}

async function makeLetters(
  engine: ReportEngine,
  { report, parameters, moment, as }: LetterOrder,
  season: Season,
  give: (letters: readonly OrderedLetter[]) => void,
): Promise<void> {
  if (as === 'sealed') {
    // In order: this engine has no thread to help it.
    for await (const batch of engine.sealInBatches(report, parameters, { as: moment, season })) {
      give(batch.map(toSealed));
    }
    return;
  }
  let letters: OrderedLetter[] = [];
  for await (const made of engine.renderEach(report, parameters, { ...as, as: moment, season })) {
    letters.push(toWritten(made, as.publicData));
    if (letters.length < madeAtOnce) continue;
    give(letters);
    letters = [];
  }
  if (letters.length > 0) give(letters);
}

function toSealed(result: SealResult): OrderedLetter {
  return result.ok
    ? { kind: 'sealed', letter: result.sealed }
    : { kind: 'failed', failure: sendError(result.error) };
}

function toWritten(result: BatchResult, publicData: boolean): OrderedLetter {
  if (!result.ok) return { kind: 'failed', failure: sendError(result.error) };
  const { rendered } = result;
  const { subject, preheader, letterDate, html, text } = rendered;
  const { parameters: params } = rendered;
  const data = JSON.stringify(rendered.data);
  const letter = { params, data, subject, preheader, letterDate, html, text };
  return {
    kind: 'written',
    letter: publicData
      ? { ...letter, publicData: readPublicData(() => rendered.publicData) }
      : letter,
  };
}

function readPublicData(read: () => unknown): NonNullable<WrittenLetter['publicData']> {
  try {
    return { json: JSON.stringify(read()) };
  } catch (error) {
    if (error instanceof ReportError) return { failure: sendError(error) };
    throw error;
  }
}
