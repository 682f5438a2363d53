/** Days of the months from January, in a year that is no leap year. */
const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether the text is a date that exists, written `YYYY-MM-DD`. `2020-02-30` is not one. */
export function isCalendarDate(text: string): boolean {
  // By its digits: every date that goes out is asked, and an expression with a `Date` takes ten times as long.
  if (text.length !== 10 || text[4] !== '-' || text[7] !== '-') return false;
  const year = readDigits(text, 0, 4);
  const month = readDigits(text, 5, 7);
  const day = readDigits(text, 8, 10);
  const days = (monthDays[month - 1] ?? 0) + (month === 2 && isLeapYear(year) ? 1 : 0);
  return year >= 0 && day >= 1 && day <= days;
}

/** The whole number that digits write. Below zero where there is anything else. */
function readDigits(text: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at += 1) {
    const digit = text.charCodeAt(at) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    number = number * 10 + digit;
  }
  return number;
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
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
