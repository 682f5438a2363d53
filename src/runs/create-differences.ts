import { type DataSource, In } from 'typeorm';
import { z } from 'zod';
import { RunError } from '../database/runs/run-error.ts';
import type { ReportEngine } from '../reports/report-engine.ts';
import { findDataDifferences } from '../reports/runs/find-differences.ts';
import { parametersOf } from '../reports/runs/render-run.ts';
import type { LetterDifference, RunDesk } from '../resolvers/reports/run-desk.ts';
import type { Letter } from '../schema/reports/letter.entity.ts';
import { unpackBodies } from '../schema/reports/letter-bodies.ts';
import { LetterContent } from '../schema/reports/letter-content.entity.ts';

/** Asks the graph as reports do. */
export type AskForRuns = (
  document: string,
  variables: Readonly<Record<string, unknown>>,
) => Promise<{
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string }[] | undefined;
}>;

/** How many letters are looked at together. */
const batchSize = 50;

const difference = z.object({
  figure: z.string(),
  frozen: z.number().nullable(),
  live: z.number().nullable(),
});

const figures = z.object({
  council: z
    .object({
      performance: z.object({
        differences: z.array(difference),
        complianceDifferences: z.array(difference).nullable(),
      }),
    })
    .nullable(),
});

const question = `query LetterFigures($code: ID!, $yearEnding: Int!) {
  council(code: $code) { performance(yearEnding: $yearEnding) {
    differences { figure frozen live }
    complianceDifferences { figure frozen live }
  } }
}`;

/**
 * Holds letters against the data of today: what their reports ask for, and figures that are frozen against those that
 * the casework gives now.
 */
export function createDifferences(
  database: DataSource,
  engine: ReportEngine,
  ask: AskForRuns,
): RunDesk['findDifferences'] {
  const ofLetter = async (letter: Letter, bodies: Uint8Array | undefined) => {
    if (bodies === undefined) return null;
    const today = await engine.question(letter.reportName, parametersOf(letter)).read();
    const found: LetterDifference[] = findDataDifferences(
      JSON.parse(unpackBodies(bodies).data),
      JSON.parse(JSON.stringify(today)),
    );
    const { code, yearEnding } = { code: letter.councilCode, yearEnding: letter.yearEnding };
    const { data: figuresData, errors } = await ask(question, { code, yearEnding });
    const [error] = errors ?? [];
    if (error !== undefined) {
      throw new RunError(
        'RUN_NEEDS_GRAPH',
        `[letter:${letter.id}] expected the graph to give the figures of ${letter.councilSlug}, but got: ${error.message} Try again.`,
      );
    }
    const performance = figures.safeParse(figuresData).data?.council?.performance;
    const since = [
      ...(performance?.differences ?? []),
      ...(performance?.complianceDifferences ?? []),
    ];
    return [
      ...found,
      ...since.map(({ figure, frozen, live }) => ({
        path: `figures.${figure}`,
        before: String(frozen),
        now: String(live),
      })),
    ];
  };

  return async (letters) => {
    const results: (LetterDifference[] | null)[] = [];
    for (let from = 0; from < letters.length; from += batchSize) {
      const some = letters.slice(from, from + batchSize);
      const rows = await database.getRepository(LetterContent).find({
        where: { letterId: In(some.map(({ id }) => id)) },
        select: { letterId: true, bodies: true },
      });
      const bodies = new Map(rows.map((row) => [row.letterId, row.bodies]));
      results.push(
        ...(await Promise.all(some.map((letter) => ofLetter(letter, bodies.get(letter.id))))),
      );
    }
    return results;
  };
}
