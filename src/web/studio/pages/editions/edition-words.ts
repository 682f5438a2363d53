import type { Edition } from './edition-api.ts';

/** An edition as a form holds it: texts, with a line or a paragraph for each thing of a list. */
export interface EditionForm {
  readonly letterDate: string;
  readonly publicationDate: string;
  readonly senderName: string;
  readonly senderAddress: string;
  readonly contactEmail: string;
  readonly joint: boolean;
  readonly opening: string;
  readonly figuresNote: string;
  readonly closing: string;
  readonly signatoryName: string;
  readonly signatoryOffices: string;
  readonly sample: boolean;
  readonly notice: string;
}

export const emptyForm: EditionForm = {
  letterDate: '',
  publicationDate: '',
  senderName: '',
  senderAddress: '',
  contactEmail: '',
  joint: true,
  opening: '',
  figuresNote: '',
  closing: '',
  signatoryName: '',
  signatoryOffices: '',
  sample: false,
  notice: '',
};

export function showEdition(edition: Edition): EditionForm {
  return {
    ...edition,
    senderAddress: edition.senderAddress.join('\n'),
    opening: edition.opening.join('\n\n'),
    figuresNote: edition.figuresNote ?? '',
    closing: edition.closing.join('\n\n'),
    signatoryName: edition.signatoryName ?? '',
    signatoryOffices: edition.signatoryOffices.join('\n'),
    notice: edition.notice ?? '',
  };
}

export function readEdition(form: EditionForm): Edition {
  return {
    ...form,
    senderAddress: readLines(form.senderAddress),
    // A text stays whole: its line numbers are those that problems are told with.
    opening: [form.opening],
    closing: [form.closing],
    signatoryOffices: readLines(form.signatoryOffices),
  };
}

/** The edition of a year that has none: that of another as it stands, with its dates in the year's own summer. */
export function carryOver(edition: Edition, years: number): EditionForm {
  return {
    ...showEdition(edition),
    letterDate: shift(edition.letterDate, years),
    publicationDate: shift(edition.publicationDate, years),
  };
}

/** A moment as people read it. */
export function sayMoment(at: string): string {
  return new Date(at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
}

/** A date as people read it. */
export function sayDate(date: string): string {
  return new Date(`${date}T00:00:00Z`).toLocaleDateString('en-GB', {
    dateStyle: 'medium',
    timeZone: 'UTC',
  });
}

function shift(date: string, years: number): string {
  // 29 February is no day of most years.
  return `${Number(date.slice(0, 4)) + years}${date.slice(4).replace('-02-29', '-02-28')}`;
}

function readLines(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}
