/** When something existed; null is “since ever” and “still”. */
export interface Existence {
  startDate: string | null;
  endDate: string | null;
}

/** Whether something existed on any day of a year ending 31 March. An end date is the first day without it. */
export function existedIn(yearEnding: number, { startDate, endDate }: Existence): boolean {
  const firstDay = `${yearEnding - 1}-04-01`;
  const lastDay = `${yearEnding}-03-31`;
  return (startDate === null || startDate <= lastDay) && (endDate === null || endDate > firstDay);
}
