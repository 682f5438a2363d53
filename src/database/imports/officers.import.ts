import type { CouncilType } from '../../schema/common/council-type.enum.ts';
import { keyCondition } from '../sql.ts';
import { TableWriter } from '../table-writer.ts';
import { countWritten } from './change-examples.ts';
import type { NumberedRow } from './column.ts';
import { councilCode, email, personal, text } from './columns.ts';
import { defineImport } from './define-import.ts';
import type { ImportContext, ImportWriter } from './import-definition.ts';
import { readKnownCouncils, refuseUnknownCouncils } from './known-councils.ts';

interface OfficerRow {
  gss_code: string;
  name: string;
  salutation: string;
  office: string;
  email: string;
}

/**
 * The officers to whom letters are addressed. The rows of a council are all its officers, in order: one who is no
 * longer in the file is removed, so that no letter goes to someone who has left. Councils that are not in the file keep
 * theirs.
 */
export const officersImport = defineImport<OfficerRow>({
  columns: {
    gss_code: councilCode,
    name: personal(text(200)),
    salutation: personal(text(200)),
    office: text(200),
    email: personal(email),
  },
  key: {
    column: 'email',
    of: (row) => `${row.gss_code} ${row.email.toLowerCase()}`,
    isPersonal: true,
  },
  open: (context) => OfficerWriter.open(context),
});

const officerShape = {
  table: 'officer',
  key: ['id'],
  columns: ['gss_code', 'position', 'name', 'salutation', 'office', 'email'],
};

class OfficerWriter implements ImportWriter<OfficerRow> {
  readonly #positions = new Map<string, number>();

  private constructor(
    readonly context: ImportContext,
    readonly councils: ReadonlyMap<string, CouncilType>,
    readonly table: TableWriter,
  ) {}

  static async open(context: ImportContext): Promise<OfficerWriter> {
    const councils = await readKnownCouncils(context.runners.decisions);
    const table = await TableWriter.open(context.runners.councils, officerShape);
    return new OfficerWriter(context, councils, table);
  }

  async check(rows: readonly NumberedRow<OfficerRow>[]): Promise<void> {
    refuseUnknownCouncils(rows, this.councils, this.context.problems);
  }

  async write(rows: readonly NumberedRow<OfficerRow>[]): Promise<void> {
    const written = await this.table.write(
      rows.map(({ row }) => {
        const position = (this.#positions.get(row.gss_code) ?? 0) + 1;
        this.#positions.set(row.gss_code, position);
        return { id: `${row.gss_code}-${position}`, position, ...row };
      }),
    );
    countWritten(this.context, officerShape, written);
  }

  async finish(): Promise<void> {
    const { runners, tally } = this.context;
    const codes = [...this.#positions.keys()];
    if (codes.length === 0) return;
    const rows: { id: string; gss_code: string; position: number }[] = await runners.councils.query(
      `SELECT id, gss_code, position FROM officer WHERE ${keyCondition(['gss_code'], codes.length)}`,
      codes,
    );
    const gone = rows.filter((row) => row.position > (this.#positions.get(row.gss_code) ?? 0));
    for (const { id } of gone)
      await runners.councils.query('DELETE FROM officer WHERE id = ?', [id]);
    tally.removed += gone.length;
  }
}
