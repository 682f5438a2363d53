import type { DataSource } from 'typeorm';
import { onOwnConnection } from './database/own-connection.ts';
import { withdrawDecision } from './database/withdraw-decision.ts';
import { inWriteTransaction } from './database/write-transaction.ts';
import type { CaseworkDesk } from './resolvers/decisions/casework-desk.ts';

/** The desk that changes casework in a database, for mutations and for the terminal. */
export function createCaseworkDesk(database: DataSource): CaseworkDesk {
  return {
    withdrawDecision: ({ reference, reason, by }) =>
      onOwnConnection(database, (writing) =>
        inWriteTransaction(writing, (runner) =>
          withdrawDecision(runner, reference, reason, {
            by,
            at: new Date().toISOString(),
            file: null,
          }),
        ),
      ),
  };
}
