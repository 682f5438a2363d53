import { z } from 'zod';
import type { CouncilType } from '../../schema/common/council-type.enum.ts';
import { formatCouncilYear } from '../../schema/common/council-year.ts';
import { FigureSource } from '../../schema/common/figure-source.enum.ts';
import { printedRate, rateOf, unknownRate, wholePercent } from '../../schema/common/rate.ts';
import { breakNoteOf } from '../../schema/decisions/break-year.ts';
import { CouncilPerformance } from '../../schema/decisions/council-performance.type.ts';
import type { DecisionRollup } from '../../schema/decisions/decision-rollup.entity.ts';
import type { PublishedFigure } from '../../schema/decisions/published-figure.entity.ts';
import {
  addUp,
  outcomeCounts,
  printedSubjectCounts,
  subjectCounts,
  unknownOutcomeCounts,
} from './counts.ts';

/** A council's year of which nothing is known. */
export function unknownPerformance(councilCode: string, yearEnding: number): CouncilPerformance {
  const performance = new CouncilPerformance();
  performance.id = formatCouncilYear(councilCode, yearEnding);
  performance.councilCode = councilCode;
  performance.councilType = null;
  performance.yearEnding = yearEnding;
  performance.received = null;
  performance.decided = null;
  performance.investigated = null;
  performance.outcomes = unknownOutcomeCounts();
  performance.subjects = printedSubjectCounts({});
  performance.upheld = unknownRate();
  performance.satisfactoryRemedies = unknownRate();
  performance.printedUpheldPer100k = null;
  performance.frozenAt = null;
  performance.frozen = null;
  performance.source = FigureSource.NONE;
  performance.sample = false;
  performance.sourceNote = null;
  performance.breakNote = breakNoteOf(yearEnding);
  return performance;
}

/**
 * A council's year worked out from casework.
 *
 * @param rollups The counts by subject. None is a real zero: the council had no case.
 */
export function caseworkPerformance(
  councilCode: string,
  yearEnding: number,
  rollups: readonly DecisionRollup[],
): CouncilPerformance {
  const sums = addUp(rollups);
  const investigated = sums.upheld + sums.notUpheld;
  const performance = unknownPerformance(councilCode, yearEnding);
  performance.councilType = mainType(rollups);
  performance.received = sums.received;
  performance.decided = sums.decided;
  performance.investigated = investigated;
  performance.outcomes = outcomeCounts(sums);
  performance.subjects = subjectCounts(rollups);
  performance.upheld = rateOf(sums.upheld, investigated);
  performance.satisfactoryRemedies = rateOf(sums.satisfactoryRemedies, sums.upheld);
  performance.source = FigureSource.CASEWORK;
  performance.sample = rollups.some((row) => row.sample);
  return performance;
}

/** The type under which most of a council's complaints were counted in the year, should there be two. */
function mainType(rollups: readonly DecisionRollup[]): CouncilType | null {
  const counts = new Map<CouncilType, number>();
  for (const { councilType, received, decided } of rollups) {
    counts.set(councilType, (counts.get(councilType) ?? 0) + received + decided);
  }
  const [first] = [...counts].toSorted(
    ([a, some], [b, others]) => others - some || (a < b ? -1 : 1),
  );
  return first?.[0] ?? null;
}

const receivedBySubject = z.record(z.string(), z.number());

/** A council's year as it was printed. */
export function publishedPerformance(
  figure: PublishedFigure,
  councilType: CouncilType | null,
): CouncilPerformance {
  const performance = unknownPerformance(figure.councilCode, figure.yearEnding);
  performance.councilType = councilType;
  performance.received = figure.received;
  performance.decided = figure.decided;
  performance.investigated = figure.investigated;
  performance.outcomes = outcomeCounts(figure);
  performance.subjects = printedSubjectCounts(
    figure.receivedBySubject === null
      ? {}
      : receivedBySubject.parse(JSON.parse(figure.receivedBySubject)),
  );
  performance.upheld = printed(figure.upheld, figure.investigated, figure.upholdPercent);
  performance.satisfactoryRemedies = printed(
    figure.satisfactoryRemedies,
    figure.upheld,
    figure.satisfactoryRemedyPercent,
  );
  performance.printedUpheldPer100k = figure.upheldPer100k;
  performance.source = FigureSource.PUBLISHED;
  performance.sourceNote = figure.sourceNote;
  return performance;
}

/** A printed percentage stands as printed; one that was not printed follows from its counts, if those were. */
function printed(numerator: number | null, denominator: number | null, percent: number | null) {
  const followed =
    numerator === null || denominator === null ? null : wholePercent(numerator, denominator);
  return printedRate(numerator, denominator, percent ?? followed);
}
