import { type Existence, existedIn } from '../common/council-existence.ts';

/** A council's place among those before and after it. */
export interface CouncilLife extends Existence {
  code: string;
  /** Codes of councils from which it took over, in order. */
  predecessors: readonly string[];
  /** Codes of councils that took over from it, in order. */
  successors: readonly string[];
}

/** Councils that have a predecessor or a successor, by code. */
export type Lineage = ReadonlyMap<string, CouncilLife>;

/**
 * Whether a council was there on a day. Some sources give its last day as the end, and some the first day of those that
 * followed: on the day itself it was there unless one of these was.
 */
export function existedOn(date: string, life: CouncilLife, lineage: Lineage): boolean {
  const { startDate, endDate } = life;
  if (startDate !== null && date < startDate) return false;
  if (endDate === null || date < endDate) return true;
  return date === endDate && !life.successors.some((code) => hasBegun(lineage.get(code), date));
}

function hasBegun(life: CouncilLife | undefined, date: string): boolean {
  return life !== undefined && (life.startDate ?? '') <= date;
}

/**
 * Codes of the councils that were there on a day where a council was, before or after: itself if it existed, else its
 * successors or predecessors, theirs, and so on. None where these are not known.
 */
export function findCouncilsOn(date: string, start: CouncilLife, lineage: Lineage): string[] {
  const found = new Set<string>();
  const seen = new Set<string>();
  const visit = (life: CouncilLife | undefined) => {
    if (life === undefined || seen.has(life.code)) return;
    seen.add(life.code);
    if (existedOn(date, life, lineage)) found.add(life.code);
    else for (const code of towards(date, life)) visit(lineage.get(code));
  };
  visit(start);
  return [...found].toSorted();
}

function towards(date: string, life: CouncilLife): readonly string[] {
  return life.startDate !== null && date < life.startDate ? life.predecessors : life.successors;
}

/** Who was there before a council in a year, and where that is not known. */
export interface PredecessorsInYear {
  predecessors: string[];
  /** Councils that began after the year, of whose predecessors none is known. */
  gaps: string[];
}

/** The councils before another that existed on any day of a year. */
export function findPredecessorsIn(
  yearEnding: number,
  start: CouncilLife,
  lineage: Lineage,
): PredecessorsInYear {
  const predecessors = new Set<string>();
  const gaps = new Set<string>();
  const seen = new Set([start.code]);
  const visit = (code: string) => {
    const life = lineage.get(code);
    if (life === undefined || seen.has(code)) return;
    seen.add(code);
    if (existedIn(yearEnding, life)) predecessors.add(code);
    else if (life.startDate !== null && life.startDate > `${yearEnding}-03-31`) {
      if (life.predecessors.length === 0) gaps.add(code);
      for (const earlier of life.predecessors) visit(earlier);
    }
  };
  for (const code of start.predecessors) visit(code);
  return { predecessors: [...predecessors].toSorted(), gaps: [...gaps].toSorted() };
}

/** All councils before another, however long ago. */
export function findAncestors(start: CouncilLife, lineage: Lineage): string[] {
  const found = new Set<string>();
  const visit = (life: CouncilLife | undefined) => {
    for (const code of life?.predecessors ?? []) {
      if (found.has(code) || code === start.code) continue;
      found.add(code);
      visit(lineage.get(code));
    }
  };
  visit(start);
  return [...found].toSorted();
}
