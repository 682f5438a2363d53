const breakNotes: ReadonlyMap<number, string> = new Map([
  [
    2021,
    'No new complaints were taken for three months of 2020, while councils dealt with the coronavirus pandemic. Figures for this year are lower than those of other years for that reason.',
  ],
  [
    2023,
    'The way in which complaints are chosen for investigation changed in this year, so that fewer are investigated and more of those are upheld. Uphold rates before and after cannot simply be compared.',
  ],
]);

/** The years that cannot simply be set beside others, the first first. */
export const breakYears: readonly number[] = [...breakNotes.keys()];

/** Why a year cannot simply be set beside others. Null for a year that can. */
export function breakNoteOf(yearEnding: number): string | null {
  return breakNotes.get(yearEnding) ?? null;
}
