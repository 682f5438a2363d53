import type { Ask } from '../../../src/reports/ask.ts';
import type { AnyReport } from '../../../src/reports/report.ts';
import type { LetterThread } from '../../../src/reports/thread/letter-thread.ts';
import { packBodies } from '../../../src/schema/reports/letter-bodies.ts';
import { councilCard } from '../council-card.ts';
import { createTestEngine } from '../create-test-engine.ts';

const viewOf = (context: unknown) => councilCard.view(context as never);

/** What a council's name has a report do. */
const misdeeds: Readonly<Record<string, () => never>> = {
  throws: () => {
    throw new TypeError('no such council');
  },
  hangs: () => {
    for (;;) Math.random();
  },
  // Ends a thread; on the main thread it would end the process.
  exits: () => process.exit(3),
};

const spoilt: AnyReport = {
  ...councilCard,
  name: 'spoilt',
  view: (context) => {
    const { council } = context.params as { council: string };
    misdeeds[council]?.();
    return viewOf(context) as never;
  },
};

const indiscreet: AnyReport = {
  ...councilCard,
  name: 'indiscreet',
  publicData: () => {
    throw new Error('nothing is public');
  },
};

/** Reports that do wrong for some councils, for the thread and for who orders from it. */
export const spoiltReports: readonly AnyReport[] = [councilCard, spoilt, indiscreet];

const kent = { council: { name: 'Kent', region: 'South East', officers: [{ name: 'Ann Lee' }] } };

const away = {
  message: 'The database is away.',
  extensions: { code: 'DATABASE_UNAVAILABLE' },
};

const ask: Ask = async ({ variables }) =>
  variables.slug === 'away' ? { data: null, errors: [away] } : { data: kent };

/** An engine of these reports, whose graph knows Kent under every name but `away`, of which nothing is known for now. */
export function spoiltEngine(thread?: LetterThread) {
  return createTestEngine(spoiltReports, ask, {
    viewTimeoutMs: 300,
    pack: packBodies,
    thread,
  });
}
