import { councilTypeWords, encodeSegment, type ReportFormat } from '../../reports/index.ts';
import { describeLearning } from './learning-words.ts';
import type { LetterCouncil, LetterData, LetterEdition } from './query.ts';
import { describeRates, type RateWords } from './rate-words.ts';
import { type LetterList, listImprovements, listPublicReports } from './year-lists.ts';

/** A link with a sentence about what is behind it. */
export interface LetterLink {
  readonly label: string;
  readonly note: string;
  readonly url: string;
}

/** Everything a letter says, in words, before it is laid out: HTML and text say the same. */
export interface LetterContent {
  readonly notices: readonly string[];
  readonly sender: { readonly name: string; readonly address: readonly string[] };
  readonly contactEmail: string;
  readonly date: string;
  readonly addressees: readonly { readonly name: string; readonly office: string }[];
  readonly councilName: string;
  readonly salutation: string;
  readonly title: string;
  readonly subtitle: string;
  /** Markdown; empty for none. */
  readonly opening: string;
  readonly introduction: string;
  readonly rates: readonly RateWords[];
  readonly cautions: readonly string[];
  readonly succession: string | null;
  /** Markdown; empty for none. */
  readonly comment: string;
  readonly improvements: LetterList;
  readonly publicReports: LetterList;
  readonly publication: string;
  readonly links: readonly LetterLink[];
  readonly learning: readonly string[];
  /** Markdown; empty for none. */
  readonly closing: string;
  readonly signatory: { readonly name: string | null; readonly offices: readonly string[] };
  /** "For the period ending 31/03/20". */
  readonly periodTitle: string;
  /** "1 April 2019 to 31 March 2020". */
  readonly period: string;
  /** "the 187 district and borough councils". */
  readonly similarCouncils: string;
  readonly source: string | null;
}

/** What the words are made from. */
export interface LetterSources {
  readonly council: LetterCouncil;
  readonly edition: LetterEdition;
  readonly training: LetterData['trainingYear'];
  readonly yearEnding: number;
  readonly format: ReportFormat;
  readonly link: (path: string) => string;
}

/** Puts a council's year into words. */
export function writeLetter(sources: LetterSources): LetterContent {
  const { council, edition, training, yearEnding, format } = sources;
  const { performance } = council;
  const addressees = addresseesOf(council, edition);
  const page = sources.link(`/councils/${encodeSegment(council.slug)}`);
  return {
    notices: writeNotices(sources),
    sender: { name: edition.senderName, address: edition.senderAddress },
    contactEmail: edition.contactEmail,
    date: format.date(edition.letterDate),
    addressees,
    councilName: council.name,
    salutation: `Dear ${
      addressees.length === 0
        ? 'Chief Executive'
        : format.list(addressees.map((officer) => officer.salutation))
    },`,
    title: `Annual review letter ${yearEnding}`,
    subtitle: `${council.name}: year ending ${format.date(edition.periodEnd)}`,
    opening: edition.opening.join('\n\n'),
    introduction: `Each year we write to every council about the complaints from its area that we decided. This letter is about ${council.name} and the year ending ${format.date(edition.periodEnd)}. It turns on three figures: how often our investigations found fault, how often the council did what it had agreed to do about it, and how often it had put things right before we were involved. Behind each figure are people who had reason to complain and officers who listened.`,
    rates: describeRates(performance, format),
    cautions: [performance.breakNote, edition.figuresNote].filter(
      (note, index, notes): note is string => note !== null && notes.indexOf(note) === index,
    ),
    succession: writeSuccession(council, edition, format),
    comment: council.letterComment?.trim() ?? '',
    improvements: listImprovements(council, page, format),
    publicReports: listPublicReports(council, page, format),
    publication: `This letter and the figures in it become public on ${format.date(edition.publicationDate)}. Until then, please keep them within the council.`,
    links: writeLinks(council, page),
    learning: describeLearning(training, format),
    closing: edition.closing.join('\n\n'),
    signatory: { name: edition.signatoryName, offices: edition.signatoryOffices },
    periodTitle: `For the period ending ${format.shortDate(edition.periodEnd)}`,
    period: `${format.date(edition.periodStart)} to ${format.date(edition.periodEnd)}`,
    similarCouncils: describeSimilar(council, format),
    source: writeSource(council),
  };
}

function addresseesOf({ officers }: LetterCouncil, { joint }: LetterEdition) {
  return joint ? (officers ?? []) : (officers ?? []).slice(0, 1);
}

function writeNotices({ council, edition }: LetterSources): string[] {
  const { sample } = council.performance;
  return [
    sample &&
      'The statistics and cases in this letter are sample data, made up to show how letters look. They say nothing about the real council.',
    edition.sample &&
      `Dates, events and training figures in this letter are samples${sample ? ' too' : ', but its statistics are not'}.`,
    edition.notice,
  ].filter((notice) => typeof notice === 'string');
}

function writeSuccession(
  { name, endDate, successors }: LetterCouncil,
  { letterDate }: LetterEdition,
  format: ReportFormat,
): string | null {
  if (endDate === null || endDate > letterDate) return null;
  const [first] = successors;
  if (first === undefined) return `${name} ceased to exist on ${format.date(endDate)}.`;
  const names = format.list(successors.map((successor) => successor.name));
  return `${name} was succeeded by ${names} on ${format.date(first.startDate ?? endDate)}. We write so that its last year is on record, and so that what there is to learn from it is carried on.`;
}

function writeLinks({ shortName }: LetterCouncil, page: string): LetterLink[] {
  return [
    {
      label: `${shortName} on our website`,
      note: 'its figures for this year and others, with those of similar councils',
      url: page,
    },
    {
      label: 'Decisions',
      note: 'what we decided about the council, with our reasons',
      url: `${page}#decisions`,
    },
    {
      label: 'Earlier letters',
      note: 'our letters to the council in other years',
      url: `${page}#letters`,
    },
  ];
}

function describeSimilar({ type, performance }: LetterCouncil, format: ReportFormat): string {
  const councils = performance.similar?.councils ?? null;
  return councils === null
    ? councilTypeWords[type]
    : `the ${format.count(councils)} ${councilTypeWords[type]} of that year`;
}

function writeSource({ performance }: LetterCouncil): string | null {
  if (performance.source !== 'PUBLISHED') return null;
  const where = performance.sourceNote === null ? '' : ` Source: ${performance.sourceNote}`;
  return `These are the figures as they were published. What was not printed then is said to be not published here.${where}`;
}
