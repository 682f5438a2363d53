import type { EntityManager, EntityTarget } from 'typeorm';
import { In } from 'typeorm';
import type { FrozenFigure } from '../../schema/decisions/frozen-figure.entity.ts';

/** What is to be frozen, by whom and when. */
export interface FreezeRequest {
  yearEnding: number;
  /** Codes of councils to be frozen anew, frozen or not. Null: all that are not. */
  councils: readonly string[] | null;
  by: string;
  /** ISO 8601, UTC. */
  at: string;
}

/** Rows of frozen figures: those of both subgraphs are alike. */
type FrozenRow = Pick<FrozenFigure, 'yearEnding' | 'name' | 'frozenAt' | 'frozenBy' | 'figures'>;

const rowsPerStatement = 100;

/**
 * Writes frozen figures by name. What is there already stays, but for councils that are named.
 *
 * @returns the names that were written.
 */
export async function writeFrozen(
  manager: EntityManager,
  table: EntityTarget<FrozenRow>,
  figures: ReadonlyMap<string, object>,
  { yearEnding, councils, by, at }: FreezeRequest,
): Promise<ReadonlySet<string>> {
  const repository = manager.getRepository(table);
  if (councils !== null) await repository.delete({ yearEnding, name: In([...councils]) });
  const kept = await repository.find({ where: { yearEnding }, select: { name: true } });
  const taken = new Set(kept.map(({ name }) => name));
  const rows = [...figures]
    .filter(([name]) => !taken.has(name))
    .map(([name, values]) => ({
      yearEnding,
      name,
      frozenAt: at,
      frozenBy: by,
      figures: JSON.stringify(values),
    }));
  for (let from = 0; from < rows.length; from += rowsPerStatement) {
    await repository.insert(rows.slice(from, from + rowsPerStatement));
  }
  return new Set(rows.map(({ name }) => name));
}

/** Takes frozen figures away: all of the year, or those of some councils. */
export async function removeFrozen(
  manager: EntityManager,
  table: EntityTarget<FrozenRow>,
  { yearEnding, councils }: Pick<FreezeRequest, 'yearEnding' | 'councils'>,
): Promise<ReadonlySet<string>> {
  const repository = manager.getRepository(table);
  const where = councils === null ? { yearEnding } : { yearEnding, name: In([...councils]) };
  const rows = await repository.find({ where, select: { name: true } });
  await repository.delete(where);
  return new Set(rows.map(({ name }) => name));
}
