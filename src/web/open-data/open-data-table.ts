import type { CouncilYear } from './council-years.query.ts';

/** A column of an open-data table, with the cell of each council. */
export interface OpenDataColumn {
  readonly name: string;
  readonly type: 'text' | 'whole' | 'decimal' | 'boolean';
  /** What a cell says, with its unit, and what an empty one means. */
  readonly description: string;
  readonly required?: boolean;
  readonly read: (year: CouncilYear, yearEnding: number) => string | number | boolean | null;
}

/** One of the yearly tables: one row a council. */
export interface OpenDataTable {
  /** As in its address. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly columns: readonly OpenDataColumn[];
}

type Read = OpenDataColumn['read'];

/** A count that may not be known. */
export function count(name: string, description: string, read: Read): OpenDataColumn {
  return { name, type: 'whole', description: `${description}. Empty: not printed.`, read };
}

/** A whole percentage, half rounded up. */
export function percentage(name: string, description: string, read: Read): OpenDataColumn {
  return {
    name,
    type: 'whole',
    description: `${description}, whole per cent, half rounded up. Empty: nothing to divide by, or not printed; 0 is a real 0%.`,
    read,
  };
}

/** A number with one decimal. */
export function decimal(name: string, description: string, read: Read): OpenDataColumn {
  return {
    name,
    type: 'decimal',
    description: `${description}, one decimal, half rounded up. Empty: not known.`,
    read,
  };
}

/** Words that may be missing. */
export function words(name: string, description: string, read: Read): OpenDataColumn {
  return { name, type: 'text', description, read };
}

/** Which council and year a row is about. The first columns of every table. */
export const whose: readonly OpenDataColumn[] = [
  {
    name: 'gss_code',
    type: 'text',
    required: true,
    description: 'ONS code of the council, for example E07000107.',
    read: ({ code }) => code,
  },
  {
    name: 'council',
    type: 'text',
    required: true,
    description: 'Full name of the council.',
    read: ({ name }) => name,
  },
  {
    name: 'type',
    type: 'text',
    required: true,
    description: 'Type of the council today.',
    read: ({ type }) => type,
  },
  {
    name: 'region',
    type: 'text',
    required: true,
    description: 'Region of England.',
    read: ({ region }) => region,
  },
  {
    name: 'year_ending',
    type: 'whole',
    required: true,
    description: 'The year ending 31 March: 2020 is April 2019 to March 2020.',
    read: (_year, yearEnding) => yearEnding,
  },
];

/** Where a row's figures come from. The last columns of every table. */
export const whence: readonly OpenDataColumn[] = [
  {
    name: 'source',
    type: 'text',
    required: true,
    description: 'CASEWORK: counted from decisions. PUBLISHED: as the Ombudsman printed them.',
    read: ({ performance }) => performance.source,
  },
  {
    name: 'sample',
    type: 'boolean',
    required: true,
    description:
      'Whether the figures are made-up sample data, which says nothing about a real council.',
    read: ({ performance }) => performance.sample,
  },
  words(
    'source_note',
    'Where printed figures were printed.',
    (year) => year.performance.sourceNote,
  ),
  words(
    'break_note',
    'Why the year cannot simply be set beside others (2021 and 2023).',
    (year) => year.performance.breakNote,
  ),
];

/** The average with which a council is compared: the first columns of every comparison. */
export const similarCouncils: readonly OpenDataColumn[] = [
  words(
    'similar_type',
    'Type of council that the council is compared with: its own at the time.',
    ({ performance }) => performance.similar?.councilType ?? null,
  ),
  count(
    'similar_councils',
    'How many councils of the type are pooled',
    ({ performance }) => performance.similar?.councils ?? null,
  ),
  words(
    'similar_source',
    'CASEWORK: sum over sum of these councils’ casework. PUBLISHED: a printed average.',
    ({ performance }) => performance.similar?.source ?? null,
  ),
];
