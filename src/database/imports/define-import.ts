import type { Column } from './column.ts';
import type { CsvRecord } from './csv-scanner.ts';
import { readHeader } from './header.ts';
import type { ImportContext, ImportDefinition } from './import-definition.ts';
import { ImportSink, type RecordSink } from './import-sink.ts';

/** A kind of import, whatever its rows are. */
export interface ImportKind {
  /** Names of the columns, in the order in which an export writes them. */
  columns: readonly string[];
  /** Names of the columns that are about a person. */
  personalColumns: ReadonlySet<string>;
  /** Begins an import of a file with this header. Every problem is added to the context's list. */
  open(header: CsvRecord, context: ImportContext): Promise<RecordSink>;
}

/** Makes a kind of import of its definition. */
export function defineImport<Row extends object>(definition: ImportDefinition<Row>): ImportKind {
  const columns = Object.entries<Column<unknown>>(definition.columns);
  const names = columns.map(([name]) => name);
  const absentable = new Set(
    columns.filter(([, column]) => column.mayBeAbsent).map(([name]) => name),
  );
  return {
    columns: names,
    personalColumns: new Set(
      columns.filter(([, column]) => column.isPersonal).map(([name]) => name),
    ),
    async open(header, context) {
      const places = readHeader(header, { columns: names, absentable }, context.problems);
      if (!context.problems.isEmpty) return ignoreRecords;
      const cells = columns.map(([name, column], at) => ({
        name,
        column,
        place: places[at] ?? -1,
        known: new Map<string, unknown>(),
      }));
      const layout = { cells, width: header.cells.length };
      return new ImportSink(definition, layout, context, await definition.open(context));
    },
  };
}

/** What follows a header that cannot be read is not looked at. */
const ignoreRecords: RecordSink = {
  async take() {},
  async finish() {},
  async stop() {},
};
