import { installedReports } from '../../../src/plugins/index.ts';
import type { LetterThread } from '../../../src/reports/thread/letter-thread.ts';
import { packBodies } from '../../../src/schema/reports/letter-bodies.ts';
import { createTestEngine } from '../create-test-engine.ts';

/** A fixture, with which of those that ask the same it is. */
export interface RankedFixture {
  readonly name: string;
  readonly fixture: string;
  readonly params: unknown;
  readonly data: unknown;
  readonly question: string;
  readonly rank: number;
}

const counts = new Map<string, number>();

/** The fixtures of all reports that ship. */
export const fixtures: readonly RankedFixture[] = installedReports.flatMap((report) =>
  Object.entries(report.fixtures).map(([fixture, { params, data }]) => {
    const question = keyOf(report.query.source, report.variables(report.params.parse(params)));
    const rank = counts.get(question) ?? 0;
    counts.set(question, rank + 1);
    return { name: report.name, fixture, params, data, question, rank };
  }),
);

function keyOf(source: string, variables: unknown): string {
  return JSON.stringify([source, variables]);
}

/** An engine whose graph answers as the fixtures of a rank do. */
export function fixtureEngine(rank: number, thread?: LetterThread) {
  const answers = new Map(
    fixtures.flatMap((one) => (one.rank === rank ? [[one.question, one.data]] : [])),
  );
  return createTestEngine(
    installedReports,
    async ({ source, variables }) => ({
      data: structuredClone(answers.get(keyOf(source, variables))),
    }),
    { pack: packBodies, thread },
  );
}
