import { z } from 'zod';
import type { RunCouncil } from '../database/runs/start-run.ts';
import type { ReportEngine } from '../reports/report-engine.ts';
import { ReportError } from '../reports/report-error.ts';
import type { Run } from '../schema/reports/run.entity.ts';
import type { AskForRuns } from './create-differences.ts';

const page = z.object({
  councils: z.object({
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
    nodes: z.array(
      z.object({
        code: z.string(),
        slug: z.string(),
        performance: z.object({ source: z.string(), sample: z.boolean() }),
      }),
    ),
  }),
});

const question = `query RunCouncils($filter: CouncilFilter, $yearEnding: Int!, $after: String) {
  councils(filter: $filter, first: 100, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes { code slug performance(yearEnding: $yearEnding) { source sample } }
  }
}`;

/**
 * The councils of a run that have figures for its year, abolished ones too; or in a sentence why there are none. Rejects
 * when the graph cannot be asked, which may be otherwise later.
 */
export async function findRunCouncils(
  engine: ReportEngine,
  ask: AskForRuns,
  run: Pick<Run, 'reportName' | 'yearEnding' | 'councils'>,
): Promise<RunCouncil[] | string> {
  const problem = findReportProblem(engine, run.reportName);
  if (problem !== null) return problem;
  const found: RunCouncil[] = [];
  for (let after: string | null = null; ; ) {
    const variables = { filter: run.councils, yearEnding: run.yearEnding, after };
    const answer = await ask(question, variables);
    const refusal = refused.safeParse(answer);
    if (refusal.success)
      return `the councils cannot be looked up: ${refusal.data.errors[0].message}`;
    if (answer.data == null) {
      const why = answer.errors?.[0]?.message ?? 'there was no answer';
      throw new Error(`[run] The councils cannot be looked up for now: ${why}`);
    }
    const { councils }: z.infer<typeof page> = page.parse(answer.data);
    for (const { code, slug, performance } of councils.nodes) {
      if (performance.source !== 'NONE') found.push({ code, slug, sample: performance.sample });
    }
    if (!councils.pageInfo.hasNextPage) break;
    after = councils.pageInfo.endCursor;
  }
  if (found.length > 0) return found;
  return `none of its councils has figures for the year ending ${run.yearEnding}.`;
}

/** A filter that the graph does not take. */
const refused = z.object({
  errors: z.tuple(
    [
      z.object({
        message: z.string(),
        extensions: z.object({ code: z.literal('BAD_USER_INPUT') }),
      }),
    ],
    z.unknown(),
  ),
});

function findReportProblem({ registry }: ReportEngine, name: string): string | null {
  try {
    const { parameterNames } = registry.get(name);
    const missing = ['council', 'yearEnding'].filter((one) => !parameterNames.includes(one));
    return missing.length === 0
      ? null
      : `the report ${name} has no parameter ${missing.join(' and ')}, so that it cannot be made for each council.`;
  } catch (error) {
    if (error instanceof ReportError) return error.message;
    throw error;
  }
}
