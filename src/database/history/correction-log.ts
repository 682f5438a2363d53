import type { QueryRunner } from 'typeorm';
import { CorrectionKind } from '../../schema/common/correction-kind.enum.ts';
import { insertStatement, keyCondition, type SqlRow, type SqlValue } from '../sql.ts';
import type { ChangeOrigin } from './change-origin.ts';

/** A row that was changed, or taken out. */
export interface RowChange {
  before: SqlRow;
  /** Null when the row was taken out. */
  after: SqlRow | null;
  /** Line of the file that changed it. */
  line: number | null;
  /** Why, where a person said so. */
  reason: string | null;
}

/** What is corrected, and where its corrections are kept. */
interface Corrected {
  table: string;
  /** The key of the corrected row, by which its corrections are counted. */
  key: readonly string[];
  /** Columns that say nothing a file does, and so no correction: they follow from others. */
  derived: ReadonlySet<string>;
  /** Further columns of the record. */
  more: (change: RowChange) => SqlRow;
  /** A value as it may be kept. */
  keep: (column: string, row: SqlRow) => SqlValue;
}

const decisions: Corrected = {
  table: 'decision_correction',
  key: ['reference'],
  derived: new Set(['reference', 'council_type', 'received_year', 'decided_year']),
  more: ({ before, after }) => ({
    gss_code_before: before.gss_code ?? null,
    gss_code_after: after?.gss_code ?? null,
  }),
  keep: (column, row) => row[column] ?? null,
};

const recommendations: Corrected = {
  table: 'recommendation_correction',
  key: ['decision_reference', 'number'],
  derived: new Set(['decision_reference', 'number', 'gss_code', 'council_type']),
  more: () => ({}),
  // Words of personal remedies are private and have an end: no second copy of them is made.
  keep: (column, row) =>
    column === 'text' && row.kind === 'PERSONAL_REMEDY' ? '(not kept)' : (row[column] ?? null),
};

/** Keeps what decisions said before. In the caller's transaction. */
export function logDecisionChanges(
  runner: QueryRunner,
  changes: readonly RowChange[],
  origin: ChangeOrigin,
): Promise<void> {
  return logChanges(runner, decisions, changes, origin);
}

/** Keeps what recommendations said before, but for the words of personal remedies. In the caller's transaction. */
export function logRecommendationChanges(
  runner: QueryRunner,
  changes: readonly RowChange[],
  origin: ChangeOrigin,
): Promise<void> {
  return logChanges(runner, recommendations, changes, origin);
}

const changesPerStatement = 500;

async function logChanges(
  runner: QueryRunner,
  corrected: Corrected,
  changes: readonly RowChange[],
  origin: ChangeOrigin,
): Promise<void> {
  for (let from = 0; from < changes.length; from += changesPerStatement) {
    const some = changes.slice(from, from + changesPerStatement);
    const counts = await countCorrections(runner, corrected, some);
    const rows = some.flatMap((change) => {
      const values = describeChange(corrected, change);
      if (values === null) return [];
      const keyValues = corrected.key.map((column) => [column, change.before[column] ?? null]);
      const key: SqlRow = Object.fromEntries(keyValues);
      return [
        {
          ...key,
          correction: (counts.get(keyOf(corrected, change.before)) ?? 0) + 1,
          kind: change.after === null ? CorrectionKind.WITHDRAWN : CorrectionKind.CORRECTED,
          made_at: origin.at,
          made_by: origin.by.slice(0, 200),
          file: origin.file?.slice(-500) ?? null,
          line: change.line,
          reason: change.reason,
          ...values,
          ...corrected.more(change),
        } satisfies SqlRow,
      ];
    });
    const [first] = rows;
    if (first === undefined) continue;
    const columns = Object.keys(first);
    await runner.query(
      insertStatement(corrected.table, columns, rows.length, [...corrected.key, 'correction']),
      rows.flatMap((row: SqlRow) => columns.map((column) => row[column] ?? null)),
    );
  }
}

/** How many corrections there are already of each changed row. */
async function countCorrections(
  runner: QueryRunner,
  { table, key }: Corrected,
  changes: readonly RowChange[],
): Promise<Map<string, number>> {
  const columns = key.join(', ');
  const rows: (SqlRow & { known: number })[] = await runner.query(
    `SELECT ${columns}, MAX(correction) AS known FROM ${table}
     WHERE ${keyCondition(key, changes.length)} GROUP BY ${columns}`,
    changes.flatMap(({ before }) => key.map((column) => before[column] ?? null)),
  );
  return new Map(rows.map((row) => [keyOf({ key }, row), Number(row.known)]));
}

function keyOf({ key }: Pick<Corrected, 'key'>, row: SqlRow): string {
  return key.map((column) => String(row[column])).join('\n');
}

/** The values that differ, before and after. Null when only derived ones do. */
function describeChange(
  { derived, keep }: Corrected,
  { before, after }: RowChange,
): { before_json: string; after_json: string | null } | null {
  const columns = Object.keys(before).filter((column) => !derived.has(column));
  const pick = (row: SqlRow, names: readonly string[]) =>
    JSON.stringify(Object.fromEntries(names.map((name) => [name, keep(name, row)])));
  if (after === null) return { before_json: pick(before, columns), after_json: null };
  const known = { ...before };
  for (const column of columns) {
    // SQLite gives booleans back as 0 and 1.
    const value = after[column];
    if (typeof value === 'boolean') known[column] = Boolean(before[column]);
  }
  const changed = columns.filter((column) => known[column] !== (after[column] ?? null));
  if (changed.length === 0) return null;
  return { before_json: pick(known, changed), after_json: pick(after, changed) };
}
