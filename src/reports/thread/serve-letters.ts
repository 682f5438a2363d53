import type { MessagePort } from 'node:worker_threads';
import type { BatchResult, ReportEngine, SealResult } from '../report-engine.ts';
import { ReportError } from '../report-error.ts';
import {
  type FromLetterThread,
  type OrderedLetter,
  sendError,
  type ToLetterThread,
  type WrittenLetter,
} from './letter-messages.ts';

/** Makes letters that are ordered on a port, one order after another. The engine needs no graph: data come with the order. */
export function serveLetters(port: MessagePort, engine: ReportEngine): void {
  const reply = (message: FromLetterThread) => port.postMessage(message);
  port.on('message', async ({ id, report, sources, moment, as }: ToLetterThread) => {
    const parsed = sources.map(({ params, data: json }) => ({
      params,
      data: JSON.parse(json) as unknown,
      json,
    }));
    const options = { as: moment, ...(as === 'sealed' ? {} : as) };
    const letters =
      as === 'sealed'
        ? (await engine.sealManyData(report, parsed, options)).map(toSealed)
        : (await engine.renderManyData(report, parsed, options)).map((letter) =>
            toWritten(letter, as.publicData),
          );
    reply({ kind: 'done', id, letters });
  });
  reply({ kind: 'ready' });
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
  const letter = { subject, preheader, letterDate, html, text };
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
