import { type LetterMaterial, RenderedLetter } from '../rendered-letter.ts';
import type { Guarded } from '../run-guarded.ts';
import { receiveError, type WrittenLetter } from './letter-messages.ts';

/** A letter that the thread made, as if it had been made here. */
export function receiveLetter(
  { params, data, subject, preheader, letterDate, html, text, publicData }: WrittenLetter,
  from: Pick<LetterMaterial, 'report' | 'setting' | 'viewTimeoutMs'>,
): RenderedLetter {
  return new RenderedLetter({
    ...from,
    params,
    readData: () => JSON.parse(data),
    heading: { subject, preheader, letterDate },
    html,
    text,
    publicData: receiveData(publicData),
  });
}

function receiveData(sent: WrittenLetter['publicData']): Guarded<unknown> | undefined {
  if (sent === undefined) return undefined;
  return 'json' in sent
    ? { ok: true, value: JSON.parse(sent.json) }
    : { ok: false, error: receiveError(sent.failure) };
}
