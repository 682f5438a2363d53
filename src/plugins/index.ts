import type { AnyReport } from '../reports/index.ts';
import { annualLetter } from './annual-letter/report.ts';
import { performanceSummary } from './performance-summary/report.ts';
import { trainingSummary } from './training-summary/report.ts';

/** The reports that are installed, in the order in which they are listed. */
export const installedReports: readonly AnyReport[] = [
  annualLetter,
  performanceSummary,
  trainingSummary,
];
