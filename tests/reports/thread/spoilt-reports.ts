import type { AnyReport } from '../../../src/reports/report.ts';
import { councilCard } from '../council-card.ts';

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

export const viewTimeoutMs = 300;
