import type { Command } from 'commander';
import { settleDelivery } from '../../database/delivery/settle-delivery.ts';
import { describeOperator } from '../../database/history/change-origin.ts';
import { urlOf } from '../../database/open-databases.ts';
import { onOwnConnection } from '../../database/own-connection.ts';
import { createWorkerBell } from '../../database/worker-bell.ts';
import { inWriteTransaction } from '../../database/write-transaction.ts';
import { findDeliveries } from '../../resolvers/reports/delivery.repository.ts';
import { CommandError } from '../command.error.ts';
import { withDatabases } from '../with-databases.ts';

type Delivery = Awaited<ReturnType<typeof findDeliveries>>[number];

interface ListOptions {
  inDoubt?: true;
  failed?: true;
  waiting?: true;
  run?: string;
}

interface SettleOptions {
  sent?: true;
  again?: true;
  reason?: string;
}

const pageSize = 100;

/** `redress delivery list / settle`: the messages that take letters to officers. */
export function addDeliveryCommand(program: Command): void {
  const delivery = program
    .command('delivery')
    .description('messages that take letters to officers: list, settle');
  delivery
    .command('list')
    .description('lists messages with their state and the mail server’s last words')
    .option('--in-doubt', 'only those of which nobody knows whether they were taken')
    .option('--failed', 'only those that were refused for good')
    .option('--waiting', 'only those that are to be sent')
    .option('--run <id>', 'only those of one run')
    .action((options: ListOptions) =>
      withDatabases(async ({ reports }) => {
        const states = chosenStates(options);
        const filter = { run: options.run ?? null, states: states.length === 0 ? null : states };
        let after: [string, string] | null = null;
        let count = 0;
        for (;;) {
          const found: Delivery[] = await findDeliveries(reports, filter, {
            first: pageSize,
            after,
          });
          const page = found.slice(0, pageSize);
          for (const one of page) process.stdout.write(`${describe(one)}\n`);
          count += page.length;
          const last = page.at(-1);
          if (found.length <= pageSize || last === undefined) break;
          after = [last.createdAt, last.id];
        }
        process.stdout.write(`${count} ${count === 1 ? 'message' : 'messages'}\n`);
      }),
    );
  delivery
    .command('settle')
    .description('says what became of a message: that it was sent, or is to be sent again')
    .argument('<id>', 'the message’s identifier, as "redress delivery list" shows it')
    .option('--sent', 'the officer has it')
    .option('--again', 'the officer does not have it: send it again')
    .option('--reason <words>', 'how you know, for the record')
    .action((id: string, { sent, again, reason }: SettleOptions) =>
      withDatabases(async (databases, settings) => {
        if (sent === again) {
          throw new CommandError(
            'DELIVERY_VERDICT_MISSING',
            `[delivery] settle must have one of --sent and --again, but got ${sent ? 'both' : 'neither'}. Ask the officer, or look into the mail server's log.`,
          );
        }
        const settled = await onOwnConnection(databases, (writing) =>
          inWriteTransaction(writing.reports, ({ reports }) =>
            settleDelivery(reports, {
              id,
              verdict: sent ? 'SENT' : 'AGAIN',
              by: describeOperator(),
              now: new Date(),
              reason: reason ?? null,
            }),
          ),
        );
        if (settled === null) {
          throw new CommandError(
            'DELIVERY_NOT_FOUND',
            `[delivery] ID must be the identifier of a message, but got ${JSON.stringify(id)}. See "redress delivery list".`,
          );
        }
        const { delivery: found, isSettled } = settled;
        if (!isSettled) {
          throw new CommandError(
            'DELIVERY_NOT_OPEN',
            `[delivery] ${id} must be in doubt${again ? ', refused or cancelled' : ''} to be settled so, but it is ${found.state}. See "redress delivery list --run ${found.runId}".`,
          );
        }
        process.stdout.write(`${describe(found)}\n`);
        // Workers of other processes are woken, so that what is sent again need not wait until they look.
        const bell = createWorkerBell(urlOf(settings, 'reports'));
        await bell.ring();
        await bell.close();
      }),
    );
}

function chosenStates({ inDoubt, failed, waiting }: ListOptions): Delivery['state'][] {
  return [
    ...(inDoubt ? (['IN_DOUBT'] as const) : []),
    ...(failed ? (['FAILED'] as const) : []),
    ...(waiting ? (['WAITING', 'SENDING'] as const) : []),
  ];
}

function describe({ id, state, recipients, messageId, attempts, reply }: Delivery): string {
  const people = recipients.map(({ address }) => address).join(', ') || 'nobody';
  const said = reply === null ? '' : `\n    ${reply.replace(/\s+/g, ' ').trim()}`;
  return `${id}  ${state.padEnd(9)}  ${people}  <${messageId}>  tried ${attempts}×${said}`;
}
