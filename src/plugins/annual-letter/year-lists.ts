import type { ReportFormat } from '../../reports/index.ts';
import type { LetterCouncil, LetterImprovement, LetterPublicReport } from './query.ts';

/** One of a list: what it is, with a link where there is one, and a note on it. */
export interface LetterItem {
  readonly text: string;
  readonly url: string | null;
  readonly note: string;
}

/** Some of what happened in the year, one by one, and where the rest is. */
export interface LetterList {
  readonly title: string;
  readonly lead: string;
  readonly items: readonly LetterItem[];
  /** Where all of it is. */
  readonly more: { readonly text: string; readonly url: string };
}

/** The most of each list that a letter shows: the rest is on the website. */
const improvementsShown = 8;
const reportsShown = 5;

/** The most characters of one item. */
const mostCharacters = 240;

/** The changes to its services that a council had agreed to and whose outcome was recorded in the year. */
export function listImprovements(
  { serviceImprovements, performance }: LetterCouncil,
  page: string,
  format: ReportFormat,
): LetterList {
  const nodes = serviceImprovements?.nodes.slice(0, improvementsShown) ?? [];
  const total = serviceImprovements?.totalCount ?? 0;
  return {
    title: 'What the council agreed to change',
    lead: describeImprovements(total, nodes.length, performance.source === 'CASEWORK', format),
    items: nodes.map((improvement) => ({
      text: shorten(improvement.text ?? improvement.remedy),
      url: null,
      note: describeOutcome(improvement, format),
    })),
    more: {
      text: describeMore(total - nodes.length, 'All service improvements', format),
      url: `${page}#service-improvements`,
    },
  };
}

/** The reports in the public interest about a council in the year. */
export function listPublicReports(
  { publicReports, performance }: LetterCouncil,
  page: string,
  format: ReportFormat,
): LetterList {
  const total = publicReports?.length ?? 0;
  const shown = publicReports?.slice(0, reportsShown) ?? [];
  return {
    title: 'Public reports',
    lead: describeReports(total, performance.source === 'CASEWORK', format),
    items: shown.map((report) => ({
      text: `Report on complaint ${report.reference}`,
      url: addressOf(report) ?? `${page}#public-reports`,
      note: `Decided on ${format.date(report.publishedOn)}. ${shorten(report.summary ?? '')}`.trim(),
    })),
    more: {
      text: describeMore(total - shown.length, 'All public reports', format),
      url: `${page}#public-reports`,
    },
  };
}

function describeImprovements(
  total: number,
  shown: number,
  isCasework: boolean,
  format: ReportFormat,
): string {
  if (total === 0) {
    return isCasework
      ? 'No change to its services that the council had agreed to make was due for our check in the year.'
      : 'We hold no record of the changes to its services that the council agreed to make in this year.';
  }
  const changes =
    total === 1
      ? '1 change that the council had agreed to make to its services'
      : `${format.count(total)} changes that the council had agreed to make to its services`;
  const which = shown < total ? ` The ${format.count(shown)} that were due last are:` : '';
  return `When we find fault, we also ask what would keep it from happening to others. In the year we recorded the outcome of ${changes}.${which}`;
}

function describeOutcome(
  { compliance, dueOn, settledOn, decision }: LetterImprovement,
  format: ReportFormat,
): string {
  const due = format.date(dueOn);
  const settled = settledOn === null ? '' : `, ${format.date(settledOn)}`;
  const complaint = `complaint ${decision.reference}`;
  switch (compliance) {
    case 'ON_TIME':
      return `Done on time${settled}; ${complaint}.`;
    case 'LATE':
      return `Done late${settled}, after the agreed ${due}; ${complaint}.`;
    case 'NOT_COMPLIED':
      return `Not done; agreed for ${due}; ${complaint}.`;
    default:
      return `Not yet checked; agreed for ${due}; ${complaint}.`;
  }
}

function describeReports(total: number, isCasework: boolean, format: ReportFormat): string {
  if (total === 0) {
    return isCasework
      ? 'We issued no report about the council in the public interest in the year.'
      : 'We hold no record of a report about the council in the public interest in this year.';
  }
  return `Where a complaint matters to more than the person who made it, we may report on it in the public interest. We issued ${format.plural(total, 'such report', 'such reports')} about the council in the year.`;
}

function describeMore(rest: number, all: string, format: ReportFormat): string {
  return rest > 0
    ? `and ${format.count(rest)} more on our website`
    : `${all} about the council, on our website`;
}

/** The report's own address, where it is one that people can follow; what may not stand in one is encoded. */
function addressOf({ url }: LetterPublicReport): string | null {
  return url !== null && /^https?:\/\/[^\s/]/i.test(url) ? (URL.parse(url)?.href ?? null) : null;
}

function shorten(text: string): string {
  if (text.length <= mostCharacters) return text;
  const cut = text.slice(0, mostCharacters);
  const space = cut.lastIndexOf(' ');
  return `${(space > mostCharacters / 2 ? cut.slice(0, space) : cut).replace(/[\ud800-\udbff,;:\s]+$/, '')}…`;
}
