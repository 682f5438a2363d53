/** Councils that came before another, in one year. */
export interface PredecessorYear {
  /** The council that came after them. */
  councilCode: string;
  yearEnding: number;
  /** Those that existed in the year, in order of code. */
  predecessors: readonly string[];
  /** Those that began after the year, where nobody knows who was there before. */
  gaps: readonly string[];
}

const pattern =
  /^([A-Z]\d{8})-(\d{4})~((?:[A-Z]\d{8})(?:\.[A-Z]\d{8})*)(?:!((?:[A-Z]\d{8})(?:\.[A-Z]\d{8})*))?$/;

/** Key of figures of predecessors. It says all that is needed to work them out where casework is. */
export function formatPredecessorYear(key: PredecessorYear): string {
  const { councilCode, yearEnding, predecessors, gaps } = key;
  const unknown = gaps.length === 0 ? '' : `!${gaps.join('.')}`;
  return `${councilCode}-${yearEnding}~${predecessors.join('.')}${unknown}`;
}

/** What a key says, or null when it is none. */
export function parsePredecessorYear(id: string): PredecessorYear | null {
  const [, councilCode, yearEnding, predecessors, gaps] = pattern.exec(id) ?? [];
  if (councilCode === undefined || predecessors === undefined) return null;
  return {
    councilCode,
    yearEnding: Number(yearEnding),
    predecessors: predecessors.split('.'),
    gaps: gaps?.split('.') ?? [],
  };
}
