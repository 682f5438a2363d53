import type { DataSource, SelectQueryBuilder } from 'typeorm';
import { Delivery } from '../../schema/reports/delivery.entity.ts';
import type { DeliveryFilter } from '../../schema/reports/delivery-filter.input.ts';
import type { PageRequest } from '../common/pagination.ts';

/** One page of messages, the oldest first; one row more where another page follows. */
export function findDeliveries(
  database: DataSource,
  filter: DeliveryFilter,
  page: PageRequest,
): Promise<Delivery[]> {
  const query = selectDeliveries(database, filter)
    .orderBy('d.createdAt')
    .addOrderBy('d.id')
    .limit(page.first + 1);
  if (page.after) {
    const [createdAt, id] = page.after;
    query.andWhere('(d.createdAt > :createdAt OR (d.createdAt = :createdAt AND d.id > :id))', {
      createdAt,
      id,
    });
  }
  return query.getMany();
}

/** How many messages fit a filter. */
export function countDeliveries(database: DataSource, filter: DeliveryFilter): Promise<number> {
  return selectDeliveries(database, filter).getCount();
}

function selectDeliveries(
  database: DataSource,
  { run, letter, states }: DeliveryFilter,
): SelectQueryBuilder<Delivery> {
  const query = database.getRepository(Delivery).createQueryBuilder('d').where('1 = 1');
  if (run != null) query.andWhere('d.runId = :run', { run });
  if (letter != null) query.andWhere('d.letterId = :letter', { letter });
  if (states != null) {
    // `IN ()` is no SQL: an empty list fits nothing.
    query.andWhere('d.state IN (:...states)', { states: states.length === 0 ? [''] : states });
  }
  return query;
}
