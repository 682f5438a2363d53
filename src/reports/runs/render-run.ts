import type { ReportEngine, SealResult } from '../report-engine.ts';
import { isOutage } from './is-outage.ts';
import type { SealedLetter } from './sealed-letter.ts';

/** A letter of a run that is to be made. */
export interface OrderedLetter {
  readonly id: string;
  readonly reportName: string;
  readonly councilSlug: string;
  readonly yearEnding: number;
}

/** All of a rendered letter that is kept. */
export interface MadeLetter extends SealedLetter {
  readonly letterId: string;
  readonly parameters: string;
  readonly reportName: string;
  readonly reportVersion: string;
  readonly renderedAt: string;
  readonly locale: string;
  readonly publicUrl: string;
}

/** What became of letters. */
export interface MadeLetters {
  readonly rendered: MadeLetter[];
  readonly failed: { readonly letterId: string; readonly failure: string }[];
  /** Letters of which nothing is known yet: their data could not be asked for, which says nothing of them. */
  readonly unasked: { readonly letterId: string; readonly reason: string }[];
}

/**
 * Makes some letters of one run, and gives them as they are made, some at a time, in no order. One that fails does not stop the others.
 */
export async function* renderRun(
  engine: ReportEngine,
  letters: readonly OrderedLetter[],
): AsyncGenerator<MadeLetters> {
  const [first] = letters;
  if (first === undefined) return;
  const { version } = engine.registry.get(first.reportName);
  const moment = engine.moment();
  const parameters = letters.map(parametersOf);
  const toMade = ({ at, sealed }: SealResult & { ok: true }, letterId: string) => ({
    ...sealed,
    letterId,
    parameters: JSON.stringify(parameters[at]),
    reportName: first.reportName,
    reportVersion: version,
    renderedAt: moment.now.toISOString(),
    locale: moment.locale,
    publicUrl: moment.publicUrl,
  });
  for await (const batch of engine.sealInBatches(first.reportName, parameters, { as: moment })) {
    const made: MadeLetters = { rendered: [], failed: [], unasked: [] };
    for (const result of batch) {
      const letter = letters[result.at];
      if (letter === undefined) throw new Error('A letter was made that was not ordered.');
      const { id } = letter;
      if (result.ok) made.rendered.push(toMade(result, id));
      else if (isOutage(result.error)) {
        made.unasked.push({ letterId: id, reason: result.error.message });
      } else made.failed.push({ letterId: id, failure: result.error.message });
    }
    yield made;
  }
}

/** What a report of runs is asked with. */
export function parametersOf({
  councilSlug,
  yearEnding,
}: Pick<OrderedLetter, 'councilSlug' | 'yearEnding'>) {
  return { council: councilSlug, yearEnding };
}
