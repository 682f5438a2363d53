const dayMs = 86_400_000;

/** A calendar day as a number: days since 1 January 1970. */
export function dayOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / dayMs;
}

/** The day as a date, `YYYY-MM-DD`. */
export function dateOf(day: number): string {
  const known = dates.get(day);
  if (known !== undefined) return known;
  const date = new Date(day * dayMs).toISOString().slice(0, 10);
  dates.set(day, date);
  return date;
}

/** The sample has a few thousand days, each many times. */
const dates = new Map<number, string>();

/** First day of the year ending: 1 April of the year before. */
export function firstDay(yearEnding: number): number {
  return dayOf(`${yearEnding - 1}-04-01`);
}

/** Last day of the year ending: its 31 March. */
export function lastDay(yearEnding: number): number {
  return dayOf(`${yearEnding}-03-31`);
}

/** The day itself, or a working day beside it, between two bounds. Bank holidays are not minded. */
export function workingDay(day: number, earliest: number, latest: number): number {
  for (const candidate of [day, day - 1, day + 1, day - 2, day + 2]) {
    if (candidate >= earliest && candidate <= latest && !isWeekend(candidate)) return candidate;
  }
  return day;
}

function isWeekend(day: number): boolean {
  // Day 0 was a Thursday.
  const weekday = (day + 4) % 7;
  return weekday === 0 || weekday === 6;
}
