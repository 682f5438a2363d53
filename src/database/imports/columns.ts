import { z } from 'zod';
import { isCalendarDate } from '../../schema/scalars/calendar-date.ts';
import type { Column } from './column.ts';
import {
  explainCode,
  explainDate,
  explainDecimal,
  explainNumber,
  explainReference,
  explainText,
  explainValue,
  isReadable,
} from './explain-cell.ts';

/** Text that must be there. */
export function text(maximum: number): Column<string> {
  return column(
    `text of 1 to ${maximum} characters`,
    z.string().min(1).max(maximum).refine(isReadable),
    (cell) => explainText(cell, maximum),
  );
}

/** A calendar date between 1974, when the Ombudsman began, and 2099. */
export const date: Column<string> = column(
  'a date such as 2019-04-01',
  z.string().refine((value) => isCalendarDate(value) && value >= '1974-04-01' && value < '2100'),
  explainDate,
);

/** A year ending 31 March. */
export const yearEnding: Column<number> = column(
  'a year ending such as 2020',
  z
    .string()
    .regex(/^(19|20)\d\d$/)
    .transform(Number),
  (cell) =>
    /^\d{4}[/–-]\d{2}(\d{2})?$/.test(cell)
      ? 'write the year in which it ends alone'
      : explainNumber(cell),
);

/** A whole number written in digits. */
export function whole(minimum = 0, maximum = 1_000_000_000): Column<number> {
  const range = maximum === 1_000_000_000 ? `from ${minimum} up` : `from ${minimum} to ${maximum}`;
  return column(
    `a whole number ${range}`,
    z
      .string()
      .regex(/^\d{1,10}$/)
      .transform(Number)
      .refine((value) => value >= minimum && value <= maximum),
    explainNumber,
  );
}

/** A whole percentage, without the sign. */
export const percent: Column<number> = {
  ...whole(0, 100),
  expected: 'a whole percentage from 0 to 100, without a sign',
};

/** A number with a decimal point. */
export function decimal(minimum: number, maximum: number): Column<number> {
  return column(
    `a number from ${minimum} to ${maximum}`,
    z
      .string()
      .regex(/^-?\d{1,9}(\.\d{1,12})?$/)
      .transform(Number)
      .refine((value) => value >= minimum && value <= maximum),
    explainDecimal,
  );
}

/** An ONS code of an English council. */
export const councilCode: Column<string> = column(
  'an ONS code such as E07000107',
  z.string().regex(/^E\d{8}$/),
  explainCode,
);

/** ONS codes with spaces between them, none twice. Empty means none. */
export const councilCodes: Column<string[]> = column(
  'ONS codes with spaces between them, each once',
  z
    .string()
    .regex(/^(E\d{8}(\s+E\d{8})*)?$/)
    .transform((value) => (value === '' ? [] : value.split(/\s+/)))
    .refine((codes) => new Set(codes).size === codes.length),
);

/** A decision's reference. Dashes are read as spaces. */
export const reference: Column<string> = column(
  'a reference such as 19 007 429',
  z
    .string()
    .regex(/^\d\d([ -])\d{3}\1\d{3}$/)
    .transform((value) => value.replaceAll('-', ' ')),
  explainReference,
);

/** Yes or no. Empty means no. */
export const yesOrNo: Column<boolean> = column(
  'true, false, yes, no, 1, 0 or nothing',
  z
    .string()
    .toLowerCase()
    .pipe(z.enum(['true', 'false', 'yes', 'no', '1', '0', '']))
    .transform((value) => value === 'true' || value === 'yes' || value === '1'),
);

/** A value of an enum. Case is not minded, and spaces or dashes may stand for underscores. */
export function oneOf<Value extends string>(values: readonly Value[]): Column<Value> {
  const byName = new Map<string, Value>(values.map((value) => [value, value]));
  return column(
    `one of ${values.join(', ')}`,
    z.string().transform((value, context) => {
      const found = byName.get(value.toUpperCase().replaceAll(/[\s-]+/g, '_'));
      if (found !== undefined) return found;
      context.issues.push({ code: 'custom', message: 'not a value', input: value });
      return z.NEVER;
    }),
    (cell) => explainValue(cell, values),
  );
}

/** Exactly one e-mail address: no name, no list, no line break. */
export const email: Column<string> = column(
  'one e-mail address such as name@example.org',
  z.email().max(254),
);

/** A name for addresses on the web. */
export const slug: Column<string> = column(
  'lower-case letters, digits and single dashes, such as dartford',
  z
    .string()
    .max(80)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
);

/** The cell may be empty, which gives null. */
export function optional<T>(inner: Column<T>): Column<T | null> {
  return {
    ...inner,
    expected: `${inner.expected}, or nothing`,
    schema: z.string().transform((value, context) => {
      if (value === '') return null;
      const parsed = inner.schema.safeParse(value);
      if (parsed.success) return parsed.data;
      context.issues.push({ code: 'custom', message: 'not a value', input: value });
      return z.NEVER;
    }),
  };
}

/** The cells are about a person: they are in no message and no list of changes. */
export function personal<T>(inner: Column<T>): Column<T> {
  return { ...inner, isPersonal: true };
}

/** The header may leave the column out. */
export function absentable<T>(inner: Column<T>): Column<T> {
  return { ...inner, mayBeAbsent: true };
}

/** A column made of what a cell should say, how it is read, and what is likely meant by one that cannot be. */
export function column<T>(
  expected: string,
  schema: z.ZodType<T, string>,
  explain?: (cell: string) => string | null,
): Column<T> {
  return { expected, schema, mayBeAbsent: false, ...(explain ? { explain } : {}) };
}
