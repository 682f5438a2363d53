const pattern = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Whether the text is a date that exists, written `YYYY-MM-DD`. `2020-02-30` is not one. */
export function isCalendarDate(text: string): boolean {
  const parts = pattern.exec(text);
  if (!parts) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/**
 * The year ending (31 March) in which a date falls: 2019-04-01 to 2020-03-31 give 2020.
 *
 * @param date A calendar date, `YYYY-MM-DD`.
 */
export function yearEndingOf(date: string): number {
  const year = Number(date.slice(0, 4));
  return Number(date.slice(5, 7)) >= 4 ? year + 1 : year;
}
