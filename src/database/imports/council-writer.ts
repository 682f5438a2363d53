import { isSpread } from '../databases.ts';
import { councilCopies, writeCopy } from '../rollups/council-copies.ts';
import { councilYearsOf, rebuildCouncilFigures } from '../rollups/council-figures.ts';
import { TableWriter } from '../table-writer.ts';
import type { NumberedRow } from './column.ts';
import { checkCouncilReferences, readCouncilsInPlace } from './council-references.ts';
import { type CouncilRow, councilSqlRow } from './council-row.ts';
import { replaceSuccessors } from './council-successors.ts';
import type { ImportContext, ImportWriter } from './import-definition.ts';

const councilShape = {
  table: 'council',
  key: ['gss_code'],
  columns: [
    'slug',
    'name',
    'short_name',
    'type',
    'region',
    'population',
    'latitude',
    'longitude',
    'county_gss_code',
    'start_date',
    'end_date',
  ],
};

/**
 * Writes councils: for the councils subgraph, and what other subgraphs remember of them. Rows refer
 * to each other in any order, so they are kept until the last is read; there are a few hundred.
 */
export class CouncilWriter implements ImportWriter<CouncilRow> {
  readonly #rows: NumberedRow<CouncilRow>[] = [];

  private constructor(readonly context: ImportContext) {}

  static async open(context: ImportContext): Promise<CouncilWriter> {
    return new CouncilWriter(context);
  }

  async write(rows: readonly NumberedRow<CouncilRow>[]): Promise<void> {
    this.#rows.push(...rows);
  }

  async finish(): Promise<void> {
    const { runners, problems, tally } = this.context;
    const inPlace = await readCouncilsInPlace(runners.councils);
    checkCouncilReferences(this.#rows, inPlace, problems);
    if (!problems.isEmpty) return;

    await this.#freeSlugs(new Map(inPlace.map((council) => [council.gss_code, council.slug])));
    const councils = await TableWriter.open(runners.councils, councilShape);
    const written = await councils.write(this.#rows.map(({ row }) => councilSqlRow(row)));
    this.context.changes?.addAll(councilShape, written.changed);
    const rows = this.#rows.map(({ row }) => councilSqlRow(row));
    for (const copy of councilCopies) await writeCopy(runners, copy, rows);
    const moved = await replaceSuccessors(
      runners.councils,
      this.#rows.map(({ row }) => row),
    );
    const created = new Set(written.created.map((row) => String(row.gss_code)));
    const changed = new Set([
      ...written.changed.map(({ after }) => String(after.gss_code)),
      ...moved,
    ]);
    for (const code of created) changed.delete(code);
    tally.created += created.size;
    tally.changed += changed.size;
    tally.same += this.#rows.length - created.size - changed.size;
    // Figures for each 100,000 people follow the population.
    await rebuildCouncilFigures(runners, await councilYearsOf(runners.councils, [...changed]));
  }

  /** Slugs may pass from one council to another: those that change make room first, and letters follow. */
  async #freeSlugs(slugs: ReadonlyMap<string, string>) {
    for (const { row } of this.#rows) {
      const before = slugs.get(row.gss_code);
      const { runners } = this.context;
      if (before === undefined) continue;
      if (before !== row.slug) {
        await runners.councils.query('UPDATE council SET slug = gss_code WHERE gss_code = ?', [
          row.gss_code,
        ]);
      } else if (!isSpread(runners)) continue;
      await runners.reports.query('UPDATE letter SET council_slug = ? WHERE gss_code = ?', [
        row.slug,
        row.gss_code,
      ]);
    }
  }
}
