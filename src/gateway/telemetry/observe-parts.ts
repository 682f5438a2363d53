import { type AnswerPart, errorsOfPart } from '../parts/answer-part.ts';
import type { EventStream } from '../run/event-stream.ts';

/**
 * The parts of one answer, with their errors counted until the last.
 *
 * @param finish Told once, at the end: whether all went well, and how many errors there were.
 */
export function observeParts(
  stream: EventStream<AnswerPart>,
  finish: (outcome: 'ok' | 'partial', errors: number) => void,
): EventStream<AnswerPart> {
  let errors = 0;
  void stream.ended.then(() => finish(errors === 0 ? 'ok' : 'partial', errors));
  const watched: EventStream<AnswerPart> = {
    ended: stream.ended,
    async next() {
      const answer = await stream.next();
      if (!answer.done) errors += errorsOfPart(answer.value).length;
      return answer;
    },
    return: () => stream.return(),
    [Symbol.asyncIterator]: () => watched,
  };
  return watched;
}
