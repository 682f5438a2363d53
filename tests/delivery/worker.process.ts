import 'reflect-metadata';
import { setTimeout as pause } from 'node:timers/promises';
import { createDelivery, nameWorker } from '../../src/composition/delivery.ts';
import { parseSettings } from '../../src/config/settings.ts';
import { dialectOf } from '../../src/database/dialect.ts';
import { openDatabase } from '../../src/database/open-database.ts';
import { takeLease } from '../../src/database/work-lease.ts';

/** A worker that does nothing but send, until it is killed. It waits for a word before it begins. */
const settings = parseSettings(process.env);
const holder = nameWorker();
const database = await openDatabase({ url: settings.databaseUrl });
const job = createDelivery(database, settings, {
  holder,
  now: () => new Date(),
  logger: { info() {}, warn() {} },
});
if (job === null) throw new Error('no mail server is set');
const { leaseMs } = settings.worker;
process.send?.('ready');
await new Promise((resolve) => process.once('message', resolve));
const never = new AbortController().signal;
const isAlone = !dialectOf(database).manyWorkers;
const mayWork = () =>
  isAlone ? takeLease(database, 'worker', { holder, now: new Date(), leaseMs }) : true;
if (isAlone) setInterval(() => mayWork(), leaseMs / 3);
for (;;) {
  const did = await Promise.resolve(mayWork())
    .then((may) => may && job.work(never))
    .catch(() => false);
  if (!did) await pause(50);
}
