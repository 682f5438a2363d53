import type { DataSource } from 'typeorm';
import { Run } from '../../schema/reports/run.entity.ts';

/** The last run of a report and a year over the same councils that is not all rendered yet. Null when there is none. */
export async function findUnfinishedRun(
  database: DataSource,
  wanted: Pick<Run, 'reportName' | 'yearEnding' | 'councils'>,
): Promise<Run | null> {
  const runs = await database
    .getRepository(Run)
    .createQueryBuilder('r')
    .where("r.state = 'DRAFT' AND r.failure IS NULL AND r.correctionOf IS NULL")
    .andWhere('r.reportName = :report AND r.yearEnding = :year', {
      report: wanted.reportName,
      year: wanted.yearEnding,
    })
    .andWhere(
      "(r.letterCount IS NULL OR EXISTS (SELECT 1 FROM letter l WHERE l.run_id = r.id AND l.render_state = 'PENDING'))",
    )
    .orderBy('r.startedAt', 'DESC')
    .getMany();
  const councils = JSON.stringify(wanted.councils);
  return runs.find((run) => JSON.stringify(run.councils) === councils) ?? null;
}
