import type { Ask } from '../../src/reports/ask.ts';
import type { AnyReport } from '../../src/reports/report.ts';
import {
  createReportEngine,
  type ReportEngine,
  type ReportEngineOptions,
} from '../../src/reports/report-engine.ts';
import { createReportRegistry } from '../../src/reports/report-registry.ts';

/** An engine with a fixed clock; it asks nobody unless `ask` is given. */
export function createTestEngine(
  reports: readonly AnyReport[],
  ask?: Ask,
  options: Partial<ReportEngineOptions> = {},
): ReportEngine {
  return createReportEngine({
    registry: createReportRegistry(reports),
    ask: ask ?? (() => Promise.reject(new Error('Nobody is there to ask.'))),
    now: () => new Date('2020-07-22T09:00:00Z'),
    publicUrl: 'https://redress.example.org/',
    ...options,
  });
}
