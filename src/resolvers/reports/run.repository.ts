import type { DataSource } from 'typeorm';
import { Run } from '../../schema/reports/run.entity.ts';
import type { PageRequest } from '../common/pagination.ts';

/** Which runs. */
export interface RunFilter {
  readonly yearEnding?: number | null | undefined;
  readonly report?: string | null | undefined;
}

/** One page of runs, the last started first; one row more where another page follows. */
export function findRuns(
  database: DataSource,
  filter: RunFilter,
  page: PageRequest,
): Promise<Run[]> {
  const query = select(database, filter).orderBy('r.startedAt', 'DESC').addOrderBy('r.id', 'ASC');
  if (page.after) {
    const [startedAt, id] = page.after;
    query.andWhere('(r.startedAt < :startedAt OR (r.startedAt = :startedAt AND r.id > :id))', {
      startedAt,
      id,
    });
  }
  return query.limit(page.first + 1).getMany();
}

/** How many runs fit a filter. */
export function countRuns(database: DataSource, filter: RunFilter): Promise<number> {
  return select(database, filter).getCount();
}

function select(database: DataSource, { yearEnding, report }: RunFilter) {
  const query = database.getRepository(Run).createQueryBuilder('r').where('1 = 1');
  if (yearEnding != null) query.andWhere('r.yearEnding = :yearEnding', { yearEnding });
  if (report != null) query.andWhere('r.reportName = :report', { report });
  return query;
}
