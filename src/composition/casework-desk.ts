import type { DataSource, EntityManager } from 'typeorm';
import type { Databases } from '../database/databases.ts';
import { onOwnConnection } from '../database/own-connection.ts';
import { withdrawDecision } from '../database/withdraw-decision.ts';
import { inWriteTransaction } from '../database/write-transaction.ts';
import { type FreezeRequest, removeFrozen } from '../resolvers/common/write-frozen.ts';
import type { CaseworkDesk } from '../resolvers/decisions/casework-desk.ts';
import { freezeDecisionFigures } from '../resolvers/decisions/freeze.ts';
import { OperationContext } from '../resolvers/operation-context.ts';
import { freezeCompliance } from '../resolvers/recommendations/freeze.ts';
import { FigureFreeze } from '../schema/decisions/figure-freeze.entity.ts';
import { FrozenFigure } from '../schema/decisions/frozen-figure.entity.ts';
import { FrozenCompliance } from '../schema/recommendations/frozen-compliance.entity.ts';

/** The desk that changes casework and figures in the databases, for mutations and for the terminal. */
export function createCaseworkDesk(database: DataSource | Databases): CaseworkDesk {
  const now = () => new Date().toISOString();
  return {
    withdrawDecision: ({ reference, reason, by }) =>
      onOwnConnection(database, (writing) =>
        inWriteTransaction(writing, (runners) =>
          withdrawDecision(runners, reference, reason, { by, at: now(), file: null }),
        ),
      ),

    freezeYear: (request) =>
      onOwnConnection(database, (writing) =>
        inWriteTransaction(writing, async ({ decisions: { manager }, recommendations }) => {
          const freeze = { ...request, at: now() };
          const context = new OperationContext(writing, new Set());
          const codes = await freezeDecisionFigures(context, manager, freeze);
          if (codes.length === 0) return null;
          await freezeCompliance(context, recommendations.manager, codes, freeze);
          return logFreeze(manager, freeze, true, codes.length);
        }),
      ),

    unfreezeYear: (request) =>
      onOwnConnection(database, (writing) =>
        inWriteTransaction(writing, async ({ decisions: { manager }, recommendations }) => {
          const names = await removeFrozen(manager, FrozenFigure, request);
          await removeFrozen(recommendations.manager, FrozenCompliance, request);
          if (names.size === 0) return null;
          const codes = [...names].filter((name) => /^[A-Z]\d/.test(name));
          return logFreeze(manager, { ...request, at: now() }, false, codes.length);
        }),
      ),
  };
}

async function logFreeze(
  manager: EntityManager,
  { yearEnding, councils, at, by }: FreezeRequest,
  frozen: boolean,
  count: number,
): Promise<FigureFreeze> {
  const log = manager.getRepository(FigureFreeze);
  const number = 1 + (await log.countBy({ yearEnding }));
  const entry = Object.assign(new FigureFreeze(), {
    yearEnding,
    number,
    frozen,
    councils: count,
    councilCodes: councils === null ? null : [...councils],
    at,
    by,
  });
  await log.insert(entry);
  return entry;
}
