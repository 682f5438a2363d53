import type { LetterData } from './query.ts';

/** The figures and dates that a published letter was made of: everything but people. */
export function describePublicData({ council, edition, trainingYear }: LetterData): unknown {
  if (council === null || edition === null) return null;
  const { code, slug, name, type, performance, publicReports, serviceImprovements } = council;
  return {
    council: { code, slug, name, type },
    performance,
    publicReports,
    serviceImprovements,
    edition: {
      letterDate: edition.letterDate,
      publicationDate: edition.publicationDate,
      periodStart: edition.periodStart,
      periodEnd: edition.periodEnd,
      sample: edition.sample,
    },
    training: trainingYear,
  };
}
