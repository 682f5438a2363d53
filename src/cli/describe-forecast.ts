import type { ChangeExample } from '../database/imports/change-examples.ts';
import { problemsOf } from '../database/imports/import-error.ts';
import type { ImportForecast } from '../database/imports/import-file.ts';

/** What a file would do, for people: a line of counts, the mistakes, and some of the changes. */
export function describeForecast(forecast: ImportForecast): string {
  const { file, rows, created, changed, same, removed, refused, changes, refusal } = forecast;
  const counts = [`${created} new`, `${changed} changed`, `${same} the same`, `${refused} refused`];
  if (removed > 0) counts.push(`${removed} removed`);
  const lines = [`${file}: ${rows} rows: ${counts.join(', ')}.`];
  if (refusal !== null) lines.push(...problemsOf(refusal).map((line) => `  ${line}`));
  lines.push(...changes.map((change) => `  ${describeChange(change)}`));
  return `${lines.join('\n')}\n`;
}

function describeChange({ key, column, before, after, isPersonal }: ChangeExample): string {
  if (isPersonal) return `${key}, ${column}: changes (personal, not shown)`;
  return `${key}, ${column}: ${describeValue(before)} → ${describeValue(after)}`;
}

function describeValue(value: ChangeExample['before']): string {
  if (value === null) return 'nothing';
  return typeof value === 'string' && value.length > 60 ? `${value.slice(0, 60)}…` : String(value);
}
