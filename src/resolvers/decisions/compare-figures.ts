import type { ComparedFigure } from '../../schema/common/figure-difference.type.ts';
import type { CategoryCount } from '../../schema/decisions/category-count.type.ts';
import type { CouncilPerformance } from '../../schema/decisions/council-performance.type.ts';

/** A council's figures with those that are worked out when they are asked for. */
export interface WholeFigures {
  performance: CouncilPerformance;
  upheldPer100k: number | null;
  categories: readonly CategoryCount[] | null;
}

/** Every figure of a council's year, frozen beside live. */
export function compareFigures(frozen: WholeFigures, live: WholeFigures): ComparedFigure[] {
  const [then, now] = [listFigures(frozen), listFigures(live)];
  return [...new Set([...then.keys(), ...now.keys()])].map((figure) => ({
    figure,
    label: then.get(figure)?.label ?? now.get(figure)?.label ?? figure,
    frozen: then.get(figure)?.value ?? null,
    live: now.get(figure)?.value ?? null,
  }));
}

function listFigures({ performance, upheldPer100k, categories }: WholeFigures) {
  const figures = new Map<string, { label: string; value: number | null }>();
  const add = (figure: string, label: string, value: number | null) =>
    figures.set(figure, { label, value });
  add('received', 'Complaints received', performance.received);
  add('decided', 'Complaints decided', performance.decided);
  add('investigated', 'Complaints investigated', performance.investigated);
  for (const { outcome, count } of performance.outcomes) {
    add(`outcomes.${outcome}`, `Decided as ${inWords(outcome)}`, count);
  }
  for (const row of performance.subjects) {
    const subject = inWords(row.subject);
    add(`subjects.${row.subject}.received`, `Received about ${subject}`, row.received);
    add(`subjects.${row.subject}.decided`, `Decided about ${subject}`, row.decided);
    add(`subjects.${row.subject}.upheld`, `Upheld about ${subject}`, row.upheld);
  }
  for (const row of categories ?? []) {
    const { category } = row;
    add(`categories.${category}.received`, `Received in the category ${category}`, row.received);
    add(`categories.${category}.decided`, `Decided in the category ${category}`, row.decided);
    add(`categories.${category}.upheld`, `Upheld in the category ${category}`, row.upheld);
  }
  add('upheld.percent', 'Uphold rate in per cent', performance.upheld.percent);
  const remedies = performance.satisfactoryRemedies;
  add('satisfactoryRemedies.numerator', 'Satisfactory remedies', remedies.numerator);
  add('satisfactoryRemedies.percent', 'Satisfactory remedy rate in per cent', remedies.percent);
  add('upheldPer100k', 'Upheld for every 100,000 people', upheldPer100k);
  return figures;
}

function inWords(value: string): string {
  return value.toLowerCase().replaceAll('_', ' ');
}
