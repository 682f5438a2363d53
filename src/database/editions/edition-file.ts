import { z } from 'zod';
import { isCalendarDate } from '../../schema/scalars/calendar-date.ts';

const date = z.string().refine(isCalendarDate, 'expected a date such as 2020-07-22');
const line = z.string().trim().min(1).max(200);
const paragraph = z.string().trim().min(1).max(5000);

/** What a file of `data/editions` says: one year's letters, and words for single councils. */
export const editionFile = z.strictObject({
  yearEnding: z.number().int().min(1975).max(2099),
  /** Whether dates and words are made up. */
  sample: z.boolean(),
  /** What stands above every letter of the year; null for nothing. */
  notice: paragraph.nullable(),
  letterDate: date,
  publicationDate: date,
  sender: z.strictObject({ name: line, address: z.array(line) }),
  contactEmail: z.email(),
  /** Whether one letter goes to all addressees of a council. */
  joint: z.boolean(),
  opening: z.array(paragraph).min(1),
  figuresNote: paragraph.nullable(),
  closing: z.array(paragraph).min(1),
  /** The name is null where only offices are named. */
  signatory: z.strictObject({ name: line.nullable(), offices: z.array(line).min(1) }),
  comments: z.array(
    z.strictObject({
      council: z.string().regex(/^E\d{8}$/, 'expected an ONS code such as E07000107'),
      paragraphs: z.array(paragraph).min(1),
    }),
  ),
});

export type EditionFile = z.infer<typeof editionFile>;
