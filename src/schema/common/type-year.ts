import { type CouncilType, councilTypes } from './council-type.enum.ts';
import { FigureSource } from './figure-source.enum.ts';

/** What an average is of: where its figures come from, a council type and a year ending. */
export interface TypeYear {
  source: typeof FigureSource.CASEWORK | typeof FigureSource.PUBLISHED;
  councilType: CouncilType;
  yearEnding: number;
}

const pattern = /^(CASEWORK|PUBLISHED):([A-Z_]+):(\d{4})$/;

/** The key of an average, for example `CASEWORK:DISTRICT:2020`. */
export function formatTypeYear({ source, councilType, yearEnding }: TypeYear): string {
  return `${source}:${councilType}:${yearEnding}`;
}

/** What the key of an average stands for, or null when it is none. */
export function parseTypeYear(key: string): TypeYear | null {
  const parts = pattern.exec(key);
  const councilType = councilTypes.find((type) => type === parts?.[2]);
  if (!parts || !councilType) return null;
  const source = parts[1] === 'CASEWORK' ? FigureSource.CASEWORK : FigureSource.PUBLISHED;
  return { source, councilType, yearEnding: Number(parts[3]) };
}
