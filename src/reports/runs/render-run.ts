import type { ReportEngine } from '../report-engine.ts';
import { isOutage } from './is-outage.ts';
import { hashLetter } from './letter-hash.ts';

/** A letter of a run that is to be made. */
export interface OrderedLetter {
  readonly id: string;
  readonly reportName: string;
  readonly councilSlug: string;
  readonly yearEnding: number;
}

/** All of a rendered letter that is kept. */
export interface MadeLetter {
  readonly letterId: string;
  readonly title: string;
  readonly subject: string;
  readonly preheader: string;
  readonly letterDate: string | null;
  readonly parameters: string;
  readonly sha256: string;
  readonly reportName: string;
  readonly reportVersion: string;
  readonly renderedAt: string;
  readonly locale: string;
  readonly publicUrl: string;
  /** Its HTML and text and what they were made from, as they are kept. */
  readonly bodies: Uint8Array;
}

/** The long texts of a letter, data as JSON. */
export interface MadeBodies {
  readonly html: string;
  readonly text: string;
  readonly data: string;
  readonly publicData: string;
}

/** What became of the letters of a batch. */
export interface MadeLetters {
  readonly rendered: readonly MadeLetter[];
  readonly failed: readonly { readonly letterId: string; readonly failure: string }[];
  /** Letters of which nothing is known yet: their data could not be asked for, which says nothing of them. */
  readonly unasked: readonly { readonly letterId: string; readonly reason: string }[];
}

/**
 * Makes some letters of one run. One that fails does not stop the others.
 *
 * @param pack What the long texts of each are kept as.
 */
export async function renderRun(
  engine: ReportEngine,
  letters: readonly OrderedLetter[],
  pack: (bodies: MadeBodies) => Uint8Array,
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
  const options = { as: moment, publicData: true };
  for await (const result of engine.renderEach(first.reportName, parameters, options)) {
    const letter = letters[at];
    at += 1;
    if (letter === undefined) break;
    if (!result.ok) {
      const { message } = result.error;
      if (isOutage(result.error)) unasked.push({ letterId: letter.id, reason: message });
      else failed.push({ letterId: letter.id, failure: message });
      continue;
    }
    const made = result.rendered;
    rendered.push({
      letterId: letter.id,
      title: made.title,
      subject: made.subject,
      preheader: made.preheader,
      letterDate: made.letterDate,
      parameters: JSON.stringify(result.parameters),
      sha256: hashLetter(made),
      reportName: made.name,
      reportVersion: version,
      renderedAt: made.renderedAt,
      locale: moment.locale,
      publicUrl: moment.publicUrl,
      bodies: pack({
        html: made.html,
        text: made.text,
        data: JSON.stringify(made.data),
        publicData: JSON.stringify(made.publicData),
      }),
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
