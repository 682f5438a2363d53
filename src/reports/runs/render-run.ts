import type { ReportEngine } from '../report-engine.ts';
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

/** What became of the letters of a batch. */
export interface MadeLetters {
  readonly rendered: readonly MadeLetter[];
  readonly failed: readonly { readonly letterId: string; readonly failure: string }[];
  /** Letters of which nothing is known yet: their data could not be asked for, which says nothing of them. */
  readonly unasked: readonly { readonly letterId: string; readonly reason: string }[];
}

/** Makes some letters of one run. One that fails does not stop the others. */
export async function renderRun(
  engine: ReportEngine,
  letters: readonly OrderedLetter[],
): Promise<MadeLetters> {
  const rendered: MadeLetter[] = [];
  const failed: { letterId: string; failure: string }[] = [];
  const unasked: { letterId: string; reason: string }[] = [];
  const [first] = letters;
  if (first === undefined) return { rendered, failed, unasked };
  const { version } = engine.registry.get(first.reportName);
  const moment = engine.moment();
  const parameters = letters.map(parametersOf);
  let at = 0;
  for await (const result of engine.sealEach(first.reportName, parameters, { as: moment })) {
    const letter = letters[at];
    at += 1;
    if (letter === undefined) break;
    if (!result.ok) {
      const { message } = result.error;
      if (isOutage(result.error)) unasked.push({ letterId: letter.id, reason: message });
      else failed.push({ letterId: letter.id, failure: message });
      continue;
    }
    rendered.push({
      ...result.sealed,
      letterId: letter.id,
      parameters: JSON.stringify(result.parameters),
      reportName: first.reportName,
      reportVersion: version,
      renderedAt: moment.now.toISOString(),
      locale: moment.locale,
      publicUrl: moment.publicUrl,
    });
  }
  return { rendered, failed, unasked };
}

/** What a report of runs is asked with. */
export function parametersOf({
  councilSlug,
  yearEnding,
}: Pick<OrderedLetter, 'councilSlug' | 'yearEnding'>) {
  return { council: councilSlug, yearEnding };
}
