import { GraphQLError } from 'graphql';
import { Edition } from '../../schema/reports/edition.entity.ts';
import type { EditionInput } from '../../schema/reports/edition.input.ts';
import { isCalendarDate } from '../../schema/scalars/calendar-date.ts';
import type { EditionDesk } from './edition-desk.ts';

type CheckText = EditionDesk['checkText'];

/** What is wrong with one field of what was sent. */
export interface DraftProblem {
  /** Name of the field, as it is sent: `opening`. */
  readonly field: string;
  /** Line of its text, from 1. Null where it is about the whole field. */
  readonly line: number | null;
  /** What was expected, but what came. */
  readonly message: string;
}

const textLength = 20_000;
const noteLength = 5_000;
const lineLength = 200;
const mostLines = 10;

// Characters that no letter can show: controls, halves of pairs, those that stand for nothing. PostgreSQL takes no NUL.
const unprintable = /(?![\n\t])\p{Cc}|\p{Cs}|\p{Noncharacter_Code_Point}/u;
const emailPattern = /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\.]+(?:\.[^\s@<>,;:"()[\]\\.]+)+$/;

/** The edition that an input makes: trimmed, with empty lines left out. */
export function draftEdition(yearEnding: number, input: EditionInput): Edition {
  return Object.assign(new Edition(), {
    yearEnding,
    letterDate: input.letterDate,
    publicationDate: input.publicationDate,
    senderName: input.senderName.trim(),
    senderAddress: tidyList(input.senderAddress),
    contactEmail: input.contactEmail.trim(),
    joint: input.joint,
    opening: tidyList(input.opening),
    figuresNote: tidy(input.figuresNote),
    closing: tidyList(input.closing),
    signatoryName: tidy(input.signatoryName),
    signatoryOffices: tidyList(input.signatoryOffices),
    sample: input.sample,
    notice: tidy(input.notice),
  });
}

/** Everything that is wrong with an edition, by field. */
export function checkEdition(edition: Edition, checkText: CheckText): DraftProblem[] {
  const { yearEnding, letterDate, publicationDate } = edition;
  const problems: DraftProblem[] = [];
  const expect = (holds: boolean, field: string, expected: string, got: unknown) => {
    if (!holds) {
      problems.push({ field, line: null, message: `expected ${expected}, but got ${quote(got)}` });
    }
  };
  for (const [field, date] of Object.entries({ letterDate, publicationDate })) {
    expect(isCalendarDate(date), field, `a date such as ${yearEnding}-07-22`, date);
  }
  if (problems.length > 0) return [...problems, ...checkWords(edition, checkText)];
  const yearEnd = `${yearEnding}-03-31`;
  expect(letterDate > yearEnd, 'letterDate', `a date after ${yearEnd}`, letterDate);
  expect(
    publicationDate >= letterDate,
    'publicationDate',
    `${letterDate}, the date of the letters, or later`,
    publicationDate,
  );
  return [...problems, ...checkWords(edition, checkText)];
}

function checkWords(edition: Edition, checkText: CheckText): DraftProblem[] {
  const { contactEmail, signatoryName } = edition;
  const isEmail = emailPattern.test(contactEmail) && contactEmail.length <= 254;
  const email = `expected one email address such as letters@example.org, but got ${quote(contactEmail)}`;
  return [
    ...checkLines('senderName', [edition.senderName], 1, 1),
    ...checkLines('senderAddress', edition.senderAddress, 0, mostLines),
    ...(isEmail && !unprintable.test(contactEmail)
      ? []
      : [{ field: 'contactEmail', line: null, message: email }]),
    ...checkMarkdown('opening', edition.opening.join('\n\n'), checkText),
    ...checkNote('figuresNote', edition.figuresNote),
    ...checkMarkdown('closing', edition.closing.join('\n\n'), checkText),
    ...(signatoryName === null ? [] : checkLines('signatoryName', [signatoryName], 1, 1)),
    ...checkLines('signatoryOffices', edition.signatoryOffices, 1, mostLines),
    ...checkNote('notice', edition.notice),
  ];
}

/** Everything that is wrong with a text of Markdown. */
export function checkMarkdown(field: string, text: string, checkText: CheckText): DraftProblem[] {
  const length = checkLength(field, text, 1, textLength);
  if (length.length > 0) return length;
  return checkText(text).map((problem) => ({ field, ...problem }));
}

/** One error for all problems, each with its field: `BAD_USER_INPUT`. */
export function draftError(problems: readonly DraftProblem[]): GraphQLError {
  const sentences = problems.map(
    ({ field, line, message }) => `"${field}"${line === null ? '' : `, line ${line}`}: ${message}.`,
  );
  return new GraphQLError(sentences.join(' '), {
    extensions: { code: 'BAD_USER_INPUT', problems },
  });
}

/** Text with lines ended the same way everywhere, and nothing around it; null for nothing. */
export function tidy(text: string | null | undefined): string | null {
  const trimmed = (text ?? '').replace(/\r\n?/g, '\n').trim();
  return trimmed === '' ? null : trimmed;
}

function tidyList(texts: readonly string[]): string[] {
  return texts.map(tidy).filter((text) => text !== null);
}

function checkLines(
  field: string,
  lines: readonly string[],
  least: number,
  most: number,
): DraftProblem[] {
  if (lines.length < least || lines.length > most) {
    const count = least === most ? `${least} line` : `${least} to ${most} lines`;
    return [{ field, line: null, message: `expected ${count}, but got ${lines.length}` }];
  }
  return lines.flatMap((text, index) => {
    const isOneLine = text !== '' && text.length <= lineLength && !/\n/.test(text);
    if (isOneLine && !unprintable.test(text)) return [];
    const message = `expected one line of 1 to ${lineLength} characters that can be printed, but got ${quote(text)}`;
    return [{ field, line: most === 1 ? null : index + 1, message }];
  });
}

function checkNote(field: string, note: string | null): DraftProblem[] {
  return note === null ? [] : checkLength(field, note, 1, noteLength);
}

function checkLength(field: string, text: string, least: number, most: number): DraftProblem[] {
  const expected = `expected ${least} to ${most.toLocaleString('en-GB')} characters`;
  if (text.length < least || text.length > most) {
    const message = `${expected}, but got ${text.length.toLocaleString('en-GB')}`;
    return [{ field, line: null, message }];
  }
  const at = text.search(unprintable);
  if (at === -1) return [];
  const code = (text.codePointAt(at) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  const line = text.slice(0, at).split('\n').length;
  return [
    { field, line, message: `${expected} that can be printed, but got the character U+${code}` },
  ];
}

function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
