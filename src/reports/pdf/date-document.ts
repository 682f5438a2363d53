const dates = /\/(CreationDate|ModDate) \(D:\d{14}\+00'00'\)/g;

/**
 * A PDF that says it was made at noon UTC of a day instead of just now, so that the same letter gives the same bytes. The
 * new date is as long as the old one: the table of offsets at the end of the file stays right.
 *
 * @param date Begins with `YYYY-MM-DD`.
 */
export function dateDocument(pdf: Buffer, date: string): Buffer {
  const day = date.slice(0, 10).replaceAll('-', '');
  if (!/^\d{8}$/.test(day)) return pdf;
  const text = pdf.toString('latin1');
  return Buffer.from(
    text.replace(dates, (_, field: string) => `/${field} (D:${day}120000+00'00')`),
    'latin1',
  );
}
