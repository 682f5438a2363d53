/**
 * What the tests of a report import: `redress/reports/testing`. Renders without a server, a database or a graph.
 *
 * @module
 */

import type { RenderedReport } from './rendered-report.ts';
import type { AnyReport } from './report.ts';
import { type CheckFinding, checkReports } from './report-check.ts';
import { createReportEngine, type ReportEngine } from './report-engine.ts';
import { createReportRegistry } from './report-registry.ts';

export type { RenderedReport } from './rendered-report.ts';
export type { CheckFinding } from './report-check.ts';

/** The letter that a report makes of one of its fixtures. Throws a `ReportError` that names the stage. */
export function renderFixture(report: AnyReport, fixture: string): Promise<RenderedReport> {
  return createTestEngine(report).renderFixture(report.name, fixture);
}

/** The letter that a report makes of parameters and data of the test's own: hostile, empty, too much. */
export function renderData(
  report: AnyReport,
  params: unknown,
  data: unknown,
): Promise<RenderedReport> {
  return createTestEngine(report).renderData(report.name, params, data);
}

/** All that `redress report check` finds in a report's fixtures. Empty when all is well. */
export function checkReport(report: AnyReport): Promise<CheckFinding[]> {
  return checkReports([report]);
}

/** The clock stands still at 22 July 2020, nine o'clock UTC. */
function createTestEngine(report: AnyReport): ReportEngine {
  return createReportEngine({
    registry: createReportRegistry([report]),
    ask: () => Promise.reject(new Error('A test of a report does not ask the graph.')),
    now: () => new Date('2020-07-22T09:00:00Z'),
    publicUrl: 'https://redress.example.org',
  });
}
