import { parseTypeYear, type TypeYear } from './type-year.ts';

/** Name under which the figures of England are frozen. */
export const england = 'ENGLAND';

/** Name under which an average is frozen: `CASEWORK:DISTRICT`. */
export function frozenAverageName({ source, councilType }: Omit<TypeYear, 'yearEnding'>): string {
  return `${source}:${councilType}`;
}

const prefix = 'FROZEN:';

/** The key of an average that is frozen, made of its live key: `FROZEN:CASEWORK:DISTRICT:2020`. */
export function formatFrozenAverage(liveKey: string): string {
  return `${prefix}${liveKey}`;
}

/** What the key of a frozen average stands for. Null for the key of a live one, and for what is no key. */
export function parseFrozenAverage(key: string): TypeYear | null {
  return key.startsWith(prefix) ? parseTypeYear(key.slice(prefix.length)) : null;
}
