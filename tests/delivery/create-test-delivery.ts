import type { DataSource } from 'typeorm';
import { createDelivery } from '../../src/composition/delivery.ts';
import { parseSettings } from '../../src/config/settings.ts';
import type { DeliveryJob } from '../../src/reports/delivery/delivery-job.ts';

/** What sends the letters of a test's database. Without an address of a server, as the settings say. */
export function createTestDelivery(
  database: DataSource,
  options: {
    url?: string;
    settings?: Readonly<Record<string, string>>;
    holder?: string;
    now?: () => Date;
  },
): DeliveryJob {
  const { url, settings, holder = 'worker-1', now = () => new Date() } = options;
  const job = createDelivery(
    database,
    parseSettings({
      ...(url === undefined ? {} : { SMTP_URL: url }),
      REDRESS_MAIL_FROM: 'letters@redress.example.org',
      REDRESS_MAIL_RATE: '0',
      ...settings,
    }),
    { holder, now, logger: { info() {}, warn() {} } },
  );
  if (job === null) throw new Error('neither a mail server nor a folder is set');
  return job;
}
