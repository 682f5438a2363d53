import type { Compliance } from '../../schema/recommendations/compliance.enum.ts';
import { forgottenText } from '../../schema/recommendations/forgotten-remedy.entity.ts';
import type { RecommendationKind } from '../../schema/recommendations/recommendation-kind.enum.ts';
import { isSpread } from '../databases.ts';
import { dialectOf } from '../dialect.ts';
import { logRecommendationChanges } from '../history/correction-log.ts';
import { rebuildCompliance } from '../rollups/compliance-rollup.ts';
import { rebuildCouncilFigures } from '../rollups/council-figures.ts';
import { CouncilYears } from '../rollups/council-years.ts';
import { TableWriter } from '../table-writer.ts';
import { countWritten } from './change-examples.ts';
import type { NumberedRow } from './column.ts';
import type { ImportContext, ImportWriter } from './import-definition.ts';
import { quote } from './import-error.ts';

/** A row of a recommendations file, parsed. */
export interface RecommendationRow {
  decision_reference: string;
  number: number;
  kind: RecommendationKind;
  remedy: string;
  text: string;
  due_on: string;
  settled_on: string | null;
  compliance: Compliance | null;
  sample: boolean;
}

interface DecisionSeen {
  reference: string;
  gss_code: string;
  council_type: string;
  decided_on: string | null;
  outcome: string | null;
}

const recommendationShape = {
  table: 'recommendation',
  key: ['decision_reference', 'number'],
  columns: [
    'gss_code',
    'council_type',
    'kind',
    'remedy',
    'text',
    'due_on',
    'settled_on',
    'compliance',
    'sample',
  ],
};

/** So many decisions are remembered before their outcomes are made again: memory does not grow with the file. */
const touchedLimit = 20_000;

/** Writes recommendations, and the compliance outcomes that follow from them. */
export class RecommendationWriter implements ImportWriter<RecommendationRow> {
  /** Decisions whose outcome has to be made again. */
  #touched = new Set<string>();
  readonly #touchedYears = new CouncilYears();
  /** Decisions of the rows in hand: read by `check`, used by `write`. */
  #decisions: ReadonlyMap<string, DecisionSeen> = new Map();
  /** Those among them whose personal remedies were forgotten: an old file does not bring their words back. */
  #forgotten: ReadonlySet<string> = new Set();

  private constructor(
    readonly context: ImportContext,
    readonly table: TableWriter,
  ) {}

  static async open(context: ImportContext): Promise<RecommendationWriter> {
    return new RecommendationWriter(
      context,
      await TableWriter.openForMany(context.runners.recommendations, recommendationShape),
    );
  }

  async check(rows: readonly NumberedRow<RecommendationRow>[]): Promise<void> {
    this.#decisions = await this.#readDecisions(rows);
    this.#forgotten = await this.#readForgotten([...this.#decisions.keys()]);
    for (const { line, row } of rows) {
      const decision = this.#decisions.get(row.decision_reference);
      const add = (column: string, expected: string, got: string) =>
        this.context.problems.add({ line, column, expected, got });
      if (decision?.outcome !== 'UPHELD' || decision.decided_on === null) {
        add(
          'decision_reference',
          'the reference of an upheld decision that was imported before',
          quote(row.decision_reference),
        );
      } else if (row.due_on < decision.decided_on) {
        add('due_on', `a date on or after the decision (${decision.decided_on})`, row.due_on);
      } else if (row.settled_on !== null && row.settled_on < decision.decided_on) {
        add(
          'settled_on',
          `a date on or after the decision (${decision.decided_on})`,
          row.settled_on,
        );
      }
    }
  }

  async write(rows: readonly NumberedRow<RecommendationRow>[]): Promise<void> {
    const written = await this.table.write(
      rows.map(({ row }) => {
        const decision = this.#decisions.get(row.decision_reference);
        return {
          ...row,
          text: this.#isForgotten(row) ? forgottenText : row.text,
          gss_code: decision?.gss_code ?? null,
          council_type: decision?.council_type ?? null,
        };
      }),
    );
    const idOf = (row: { decision_reference?: unknown; number?: unknown }) =>
      `${String(row.decision_reference)}/${String(row.number)}`;
    const lines = new Map(rows.map(({ line, row }) => [idOf(row), line]));
    await logRecommendationChanges(
      this.context.runners.recommendations,
      written.changed.map(({ before, after }) => {
        return { before, after, line: lines.get(idOf(after)) ?? null, reason: null };
      }),
      this.context.origin,
    );
    for (const row of written.created) this.#touched.add(String(row.decision_reference));
    for (const { after } of written.changed) this.#touched.add(String(after.decision_reference));
    // What stands here already may have been cut off before the councils' database heard of it.
    const again = written.same > 0 && isSpread(this.context.runners) ? rows : [];
    for (const { row } of again) this.#touched.add(row.decision_reference);
    countWritten(this.context, recommendationShape, written);
    if (this.#touched.size >= touchedLimit) await this.#settleTouched();
  }

  async finish(): Promise<void> {
    await this.table.finish();
    await this.#settleTouched();
    await rebuildCouncilFigures(this.context.runners, this.#touchedYears);
  }

  async #settleTouched() {
    const references = [...this.#touched];
    this.#touched = new Set();
    this.#touchedYears.addAll(
      await rebuildCompliance(this.context.runners.recommendations, references),
    );
  }

  #isForgotten({ kind, decision_reference }: RecommendationRow): boolean {
    return kind === 'PERSONAL_REMEDY' && this.#forgotten.has(decision_reference);
  }

  async #readForgotten(references: readonly string[]): Promise<Set<string>> {
    if (references.length === 0) return new Set();
    const runner = this.context.runners.recommendations;
    const { selectRows, rowsParameter } = dialectOf(runner);
    const columns = ['decision_reference'];
    const keys = references.map((reference) => ({ decision_reference: reference }));
    const rows: { decision_reference: string }[] = await runner.query(
      `SELECT decision_reference FROM forgotten_remedy
       WHERE decision_reference IN (${selectRows('forgotten_remedy', columns)})`,
      [rowsParameter(keys, columns)],
    );
    return new Set(rows.map((row) => row.decision_reference));
  }

  async #readDecisions(rows: readonly NumberedRow<RecommendationRow>[]) {
    const references = [...new Set(rows.map(({ row }) => row.decision_reference))];
    if (references.length === 0) return new Map<string, DecisionSeen>();
    const runner = this.context.runners.decisions;
    const { selectRows, rowsParameter } = dialectOf(runner);
    const found: DecisionSeen[] = await runner.query(
      `SELECT reference, gss_code, council_type, decided_on, outcome FROM decision
       WHERE reference IN (${selectRows('decision', ['reference'])})`,
      [
        rowsParameter(
          references.map((reference) => ({ reference })),
          ['reference'],
        ),
      ],
    );
    return new Map(found.map((decision) => [decision.reference, decision]));
  }
}
