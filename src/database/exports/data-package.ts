import type { CellType, TableColumn } from './table.ts';

/** A table as a data package describes it. */
export interface DescribedTable {
  /** Name in the package and of the file, without its ending: lower case, digits and dashes. */
  name: string;
  description: string;
  columns: readonly TableColumn[];
  primaryKey: readonly string[];
  /** Where the CSV file is, relative to the descriptor. */
  path: string;
  /** Size and SHA-256 (hexadecimal) of the file, where they are known. */
  bytes?: number;
  sha256?: string;
}

export interface DescribedPackage {
  /** Lower case, digits, dashes and dots. */
  name: string;
  title: string;
  description: string;
  /** Whether anything in it is made-up sample data. Left out: the rows say so. */
  sample?: boolean;
  tables: readonly DescribedTable[];
}

const licences = [
  {
    name: 'OGL-UK-3.0',
    path: 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/',
    title: 'Open Government Licence v3.0',
  },
];

const sources = [
  {
    title: 'Office for National Statistics: names, areas and populations of councils',
    path: 'https://www.ons.gov.uk/',
  },
  { title: 'mySociety: names and codes of councils (CC BY 4.0)', path: 'https://mysociety.org/' },
  {
    title: 'Local Government and Social Care Ombudsman: printed figures and averages',
    path: 'https://www.lgo.org.uk/',
  },
];

const frictionlessTypes: Readonly<Record<CellType, Readonly<Record<string, string>>>> = {
  text: { type: 'string' },
  whole: { type: 'integer' },
  decimal: { type: 'number' },
  date: { type: 'date', format: '%Y-%m-%d' },
  boolean: { type: 'boolean' },
};

/** The descriptor of tables (`datapackage.json`), as the Frictionless Data Package standard, version 1, has it. */
export function describeDataPackage(content: DescribedPackage) {
  return {
    profile: 'tabular-data-package',
    name: content.name,
    title: content.title,
    description: content.description,
    ...(content.sample === undefined ? {} : { sample: content.sample }),
    licenses: licences,
    sources,
    resources: content.tables.map((table) => ({
      profile: 'tabular-data-resource',
      name: table.name,
      path: table.path,
      description: table.description,
      format: 'csv',
      mediatype: 'text/csv',
      encoding: 'utf-8',
      ...(table.bytes === undefined ? {} : { bytes: table.bytes }),
      ...(table.sha256 === undefined ? {} : { hash: `sha256:${table.sha256}` }),
      dialect: {
        delimiter: ',',
        lineTerminator: '\r\n',
        quoteChar: '"',
        doubleQuote: true,
        header: true,
      },
      schema: {
        fields: table.columns.map(describeField),
        primaryKey: table.primaryKey,
        missingValues: [''],
      },
    })),
  };
}

function describeField({ name, type, description, required, values }: TableColumn) {
  const constraints = {
    ...(required ? { required: true } : {}),
    ...(values ? { enum: values } : {}),
  };
  return {
    name,
    ...frictionlessTypes[type],
    title: titleOf(name),
    description,
    ...(Object.keys(constraints).length > 0 ? { constraints } : {}),
  };
}

/** `upheld_per_100k` is “Upheld per 100k”. */
function titleOf(name: string): string {
  const words = name
    .replaceAll('_', ' ')
    .replace(/\bgss\b/, 'GSS')
    .replace(/\bpct\b/, '%');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
