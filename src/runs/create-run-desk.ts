import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource, QueryRunner } from 'typeorm';
import type { Settings } from '../config/settings.ts';
import { asDatabases, type Databases } from '../database/databases.ts';
import { settleDelivery } from '../database/delivery/settle-delivery.ts';
import { onOwnConnection } from '../database/own-connection.ts';
import { approveRun, findApprovable } from '../database/runs/approve-run.ts';
import { type EnqueueDeliveries, issueRun } from '../database/runs/issue-run.ts';
import { correctLetter, findCorrectable, orderAgain } from '../database/runs/mend-letter.ts';
import { publishDue, setPublication } from '../database/runs/publish-run.ts';
import { countRunLetters } from '../database/runs/run-counts.ts';
import { RunError } from '../database/runs/run-error.ts';
import { insertRun } from '../database/runs/start-run.ts';
import { insertEvents } from '../database/runs/webhook-events.ts';
import { inWriteTransaction } from '../database/write-transaction.ts';
import type { CaseworkDesk } from '../resolvers/decisions/casework-desk.ts';
import type { RunDesk, RunStanding } from '../resolvers/reports/run-desk.ts';
import { Letter } from '../schema/reports/letter.entity.ts';

/** What of the settings runs go by. */
export type RunSettings = Settings['runs'];

/** What a desk for runs is made of. */
export interface RunDeskOptions {
  readonly settings: RunSettings;
  readonly casework: CaseworkDesk;
  /** Default: this machine's clock. */
  readonly now?: () => Date;
  /** Gives letters to be sent when a run is issued. Default: nothing is sent. */
  readonly enqueue?: EnqueueDeliveries;
  /** How many messages of runs are how far. Default: none. */
  readonly countMessages?: (
    runIds: readonly string[],
  ) => Promise<
    ReadonlyMap<string, Pick<RunStanding, 'sent' | 'toSend' | 'sendingFailed' | 'inDoubt'>>
  >;
  /** Compares letters with the data of today. Default: the data cannot be asked for. */
  readonly findDifferences?: RunDesk['findDifferences'];
  /** Told when a change is committed: there may be work for others. */
  readonly onChange?: () => void;
}

const changePollMs = 500;

/** The desk that starts runs and moves them on, for mutations and for the terminal. */
export function createRunDesk(
  database: DataSource | Databases,
  options: RunDeskOptions,
): RunDesk & { readonly changed: () => void } {
  const { settings, casework, now = () => new Date(), enqueue = async () => {} } = options;
  const databases = asDatabases(database);
  const { findDifferences = async (letters) => letters.map(() => null) } = options;
  const waiting = new Set<() => void>();
  const changed = () => {
    for (const tell of waiting) tell();
    waiting.clear();
  };

  const change = async <T>(work: (runner: QueryRunner, at: string) => Promise<T>): Promise<T> => {
    const result = await onOwnConnection(databases, (writing) =>
      inWriteTransaction(writing.reports, ({ reports }) => work(reports, now().toISOString())),
    );
    options.onChange?.();
    changed();
    return result;
  };

  return {
    changed,
    startRun: (request) => change((runner, at) => insertRun(runner, { ...request, at })),

    async approveRun({ id, by, leaveOutFailed }) {
      const bySelf = settings.selfApproval;
      const approval = { id, by, bySelf, leaveOutFailed };
      const run = await change((runner, at) => findApprovable(runner, { ...approval, at }));
      const letters = await databases.reports
        .getRepository(Letter)
        .findBy({ runId: id, renderState: 'RENDERED' });
      await refuseChanged(run.id, letters, findDifferences);
      await casework.freezeYear({ yearEnding: run.yearEnding, councils: null, by });
      return change((runner, at) => approveRun(runner, { ...approval, at }));
    },

    issueRun: ({ id, by }) =>
      change(async (runner, at) => {
        const run = await issueRun(runner, { id, by, at }, enqueue);
        await insertEvents(runner, 'run.issued', run, settings.webhookUrls, at);
        return run;
      }),

    publishRun: ({ id, by, at: wanted }) =>
      change(async (runner, at) => {
        const run = await setPublication(runner, { id, by, at }, wanted ?? at);
        const published = await publishDue(runner, at);
        for (const one of published) {
          await insertEvents(runner, 'run.published', one, settings.webhookUrls, at);
        }
        return published.find((one) => one.id === id) ?? run;
      }),

    renderLetterAgain: (request) => change((runner, at) => orderAgain(runner, { ...request, at })),

    async correctLetter(request) {
      const { councilCode, yearEnding } = await change((runner) =>
        findCorrectable(runner, request.letterId),
      );
      // The letter shall say the figures of today, while those of other councils stay as their letters say them.
      await casework.freezeYear({ yearEnding, councils: [councilCode], by: request.by });
      return change((runner, at) => correctLetter(runner, { ...request, at }));
    },

    settleDelivery: (request) =>
      change((runner, at) => settleDelivery(runner, { ...request, now: new Date(at) })),

    findDifferences,

    async standings(runIds) {
      const counts = await countRunLetters(databases.reports, runIds);
      const messages = await options.countMessages?.(runIds);
      return new Map(
        [...counts].map(([id, count]) => [
          id,
          { ...noMessages, ...count, ...messages?.get(id) } satisfies RunStanding,
        ]),
      );
    },

    nextChange: async () => {
      const ended = new AbortController();
      let tell = () => {};
      const told = new Promise<void>((resolve) => {
        tell = resolve;
        waiting.add(resolve);
      });
      await Promise.race([
        told,
        pause(changePollMs, undefined, { signal: ended.signal }).catch(() => {}),
      ]);
      waiting.delete(tell);
      ended.abort();
    },
  };
}

const noMessages = { sent: 0, toSend: 0, sendingFailed: 0, inDoubt: 0 };

/** @throws RunError `RUN_DATA_CHANGED` that names the first letters whose data are not those of today. */
async function refuseChanged(
  runId: string,
  letters: readonly Letter[],
  findDifferences: RunDesk['findDifferences'],
): Promise<void> {
  const found = await findDifferences(letters);
  const changed = letters.filter((_letter, at) => (found[at]?.length ?? 0) > 0);
  if (changed.length === 0) return;
  const names = changed.slice(0, 5).map(({ councilSlug }) => councilSlug);
  const more = changed.length > names.length ? ` and ${changed.length - names.length} more` : '';
  throw new RunError(
    'RUN_DATA_CHANGED',
    `[run:${runId}] approve: expected letters that say what the data say today, but those of ${names.join(', ')}${more} were rendered before their data changed. Render them again.`,
  );
}
