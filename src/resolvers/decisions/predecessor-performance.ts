import { formatCouncilYear } from '../../schema/common/council-year.ts';
import { FigureSource } from '../../schema/common/figure-source.enum.ts';
import { type PredecessorYear, parsePredecessorYear } from '../../schema/common/predecessor-key.ts';
import { rateOf, unknownRate } from '../../schema/common/rate.ts';
import type { Rate } from '../../schema/common/rate.type.ts';
import { subjects } from '../../schema/common/subject.enum.ts';
import type { CouncilPerformance } from '../../schema/decisions/council-performance.type.ts';
import { outcomes } from '../../schema/decisions/outcome.enum.ts';
import { PredecessorPerformance } from '../../schema/decisions/predecessor-performance.type.ts';
import type { OperationContext } from '../operation-context.ts';
import { performanceByCouncilYear } from './performance.loader.ts';
import { unknownPerformance } from './performance.ts';

/** Figures of predecessors by their key, which the councils subgraph made. Null for what is no such key. */
export async function loadPredecessorPerformance(
  id: string,
  context: OperationContext,
): Promise<PredecessorPerformance | null> {
  const key = parsePredecessorYear(id);
  if (key === null) return null;
  const loader = context.loader(performanceByCouncilYear);
  const councils = await Promise.all(
    key.predecessors.map(
      async (code) =>
        (await loader.load(formatCouncilYear(code, key.yearEnding))) ??
        unknownPerformance(code, key.yearEnding),
    ),
  );
  const notAddedUp = whyNotAddedUp(key, councils);
  const added = notAddedUp === null ? councils : [];
  const performance = new PredecessorPerformance();
  performance.id = id;
  performance.yearEnding = key.yearEnding;
  performance.councils = councils;
  performance.notAddedUp = notAddedUp;
  performance.received = sum(added.map((each) => each.received));
  performance.decided = sum(added.map((each) => each.decided));
  performance.investigated = sum(added.map((each) => each.investigated));
  performance.outcomes = outcomes.map((outcome, at) => ({
    outcome,
    count: sum(added.map((each) => each.outcomes[at]?.count ?? null)),
  }));
  performance.subjects = subjects.map((subject, at) => ({
    subject,
    received: sum(added.map((each) => each.subjects[at]?.received ?? null)),
    decided: sum(added.map((each) => each.subjects[at]?.decided ?? null)),
    upheld: sum(added.map((each) => each.subjects[at]?.upheld ?? null)),
  }));
  performance.upheld = pool(added.map((each) => each.upheld));
  performance.satisfactoryRemedies = pool(added.map((each) => each.satisfactoryRemedies));
  performance.sample = councils.some((each) => each.sample);
  return performance;
}

/** A sum that leaves somebody out, or adds what was printed to what was counted, would be taken for the whole. */
function whyNotAddedUp(
  { gaps, yearEnding }: PredecessorYear,
  councils: readonly CouncilPerformance[],
): string | null {
  const [gap] = gaps;
  if (gap !== undefined) {
    return `${gap} began after the year ending ${yearEnding}, and it is not known which councils were there before.`;
  }
  const unknown = councils.find(({ source }) => source === FigureSource.NONE);
  if (unknown)
    return `Nothing is known of ${unknown.councilCode} in the year ending ${yearEnding}.`;
  const printed = councils.filter(({ source }) => source === FigureSource.PUBLISHED);
  if (printed.length === 0 || printed.length === councils.length) return null;
  const codes = printed.map(({ councilCode }) => councilCode).join(', ');
  return `Figures of ${codes} are as they were printed, those of the others are worked out from casework.`;
}

/** A sum, or null where any part is unknown, or none is known. */
function sum(parts: readonly (number | null)[]): number | null {
  if (parts.length === 0) return null;
  return parts.reduce<number | null>(
    (total, part) => (total === null || part === null ? null : total + part),
    0,
  );
}

function pool(rates: readonly Rate[]): Rate {
  const numerator = sum(rates.map((rate) => rate.numerator));
  const denominator = sum(rates.map((rate) => rate.denominator));
  return numerator === null || denominator === null
    ? unknownRate()
    : rateOf(numerator, denominator);
}
