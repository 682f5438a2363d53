import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { type CouncilType, councilTypes } from '../../schema/common/council-type.enum.ts';
import { readCsvRecords } from '../imports/csv-records.ts';

/** What the sample needs to know of a council. */
export interface SampleCouncil {
  code: string;
  slug: string;
  shortName: string;
  type: CouncilType;
  region: string;
  population: number;
  startDate: string | null;
}

/** The councils of `data/councils.csv`, by code. */
export async function readSampleCouncils(dataFolder: string): Promise<SampleCouncil[]> {
  const councils: SampleCouncil[] = [];
  let header: string[] | null = null;
  for await (const records of readCsvRecords(createReadStream(join(dataFolder, 'councils.csv')))) {
    for (const { cells } of records) {
      if (header === null) {
        header = cells;
        continue;
      }
      const names = header;
      councils.push(sampleCouncil((name) => cells[names.indexOf(name)] ?? ''));
    }
  }
  return councils.toSorted((a, b) => (a.code < b.code ? -1 : 1));
}

function sampleCouncil(cell: (name: string) => string): SampleCouncil {
  const type = councilTypes.find((candidate) => candidate === cell('type'));
  if (type === undefined) {
    throw new Error(`[sample] councils.csv: expected a type of council, but got "${cell('type')}"`);
  }
  return {
    code: cell('gss_code'),
    slug: cell('slug'),
    shortName: cell('short_name'),
    type,
    region: cell('region'),
    population: Number(cell('population')),
    startDate: cell('start_date') === '' ? null : cell('start_date'),
  };
}

/** Whether the council existed through the whole of the year. */
export function existsThrough(council: SampleCouncil, yearEnding: number): boolean {
  return council.startDate === null || council.startDate <= `${yearEnding - 1}-04-01`;
}
