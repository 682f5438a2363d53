import { In } from 'typeorm';
import { z } from 'zod';
import type { Redress } from '../composition/assemble-redress.ts';
import { Letter } from '../schema/reports/letter.entity.ts';
import { Run } from '../schema/reports/run.entity.ts';

const answer = z.object({
  councils: z.object({ nodes: z.array(z.object({ code: z.string(), type: z.string() })) }),
});

/** What a run has made, by council type, and every letter that failed with its reason. */
export async function summarizeRun(redress: Redress, runId: string): Promise<string> {
  const { databases, askForRuns } = redress;
  const run = await databases.reports.getRepository(Run).findOneByOrFail({ id: runId });
  if (run.failure !== null) return `The run failed: ${run.failure}\n`;
  const letters = await databases.reports.getRepository(Letter).find({
    where: { runId, renderState: In(['RENDERED', 'FAILED']) },
    order: { councilSlug: 'ASC' },
  });
  const types = new Map<string, string>();
  for (let from = 0; from < letters.length; from += 100) {
    const codes = letters.slice(from, from + 100).map((letter) => letter.councilCode);
    const found = await askForRuns(
      'query Types($codes: [ID!]) { councils(filter: { codes: $codes }, first: 100) { nodes { code type } } }',
      { codes },
    );
    for (const { code, type } of answer.parse(found.data).councils.nodes) types.set(code, type);
  }
  const counts = new Map<string, { rendered: number; failed: number }>();
  for (const { councilCode, renderState } of letters) {
    const type = types.get(councilCode) ?? 'UNKNOWN';
    const count = counts.get(type) ?? { rendered: 0, failed: 0 };
    count[renderState === 'RENDERED' ? 'rendered' : 'failed'] += 1;
    counts.set(type, count);
  }
  const rows = [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const lines = rows.map(
    ([type, { rendered, failed }]) =>
      `  ${nameOfType(type).padEnd(22)}${String(rendered).padStart(5)} rendered${failed === 0 ? '' : `, ${failed} failed`}`,
  );
  const failures = letters
    .filter(({ renderState }) => renderState === 'FAILED')
    .map(
      ({ id, councilSlug, failure }) =>
        `  ${councilSlug}: ${failure}\n    again: redress run again ${id}`,
    );
  return [
    ...lines,
    ...(failures.length === 0 ? [] : ['Failed:', ...failures]),
    `Next: another person approves the run (redress run approve ${runId}).`,
    '',
  ].join('\n');
}

function nameOfType(type: string): string {
  const words = type.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
