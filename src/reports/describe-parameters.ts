import { z } from 'zod';
import type { AnyReport } from './report.ts';

/** The parameters of a report as JSON Schema (draft 2020-12), for forms and for the graph. */
export function describeParameters(report: AnyReport): Record<string, unknown> {
  return { ...z.toJSONSchema(report.params, { io: 'input', unrepresentable: 'any' }) };
}
