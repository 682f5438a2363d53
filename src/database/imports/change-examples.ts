import type { SqlRow, SqlValue } from '../sql.ts';
import type { TableShape, WrittenRows } from '../table-writer.ts';
import type { ImportContext } from './import-definition.ts';

/** A cell of the database that an import changes. */
export interface ChangeExample {
  /** What the row is known by, for example `19 007 429`. */
  key: string;
  /** Name of the table's column. */
  column: string;
  /** What it says now, and would say after. Null for nothing, or where `isPersonal`. */
  before: SqlValue;
  after: SqlValue;
  /** Both are about a person and not shown. */
  isPersonal: boolean;
}

/** The first cells that an import changes. */
export class ChangeExamples {
  readonly all: ChangeExample[] = [];

  constructor(
    readonly limit: number,
    readonly personal: ReadonlySet<string>,
  ) {}

  addAll(shape: TableShape, changed: WrittenRows['changed']): void {
    for (const change of changed) this.#add(shape, change);
  }

  #add(shape: TableShape, { before, after }: { before: SqlRow; after: SqlRow }): void {
    const key = shape.key.map((column) => String(after[column])).join(' ');
    for (const column of shape.columns) {
      if (this.all.length >= this.limit) return;
      const [was, becomes] = [plain(before[column], after[column]), after[column] ?? null];
      if (was === becomes) continue;
      const isPersonal = this.personal.has(column);
      this.all.push({
        key,
        column,
        before: isPersonal ? null : was,
        after: isPersonal ? null : becomes,
        isPersonal,
      });
    }
  }
}

/** Booleans come back from SQLite as 0 and 1. */
function plain(before: SqlValue | undefined, after: SqlValue | undefined): SqlValue {
  return typeof after === 'boolean' ? Boolean(before) : (before ?? null);
}

/** Adds what became of some rows to the import's counts and examples. */
export function countWritten(
  { tally, changes }: ImportContext,
  shape: TableShape,
  { created, changed, same }: WrittenRows,
): void {
  tally.created += created.length;
  tally.changed += changed.length;
  tally.same += same;
  changes?.addAll(shape, changed);
}
