import { measureText, oneLine, textWidth } from './text-width.ts';
import { wrapLines } from './wrap-text.ts';

/** A column of a plain text table. */
export interface TextColumn {
  readonly title: string;
  /** `right` for numbers; `left` by default. */
  readonly align?: 'left' | 'right' | undefined;
}

/**
 * A table in plain text: columns aligned, a rule under the titles, at most `width` columns wide (76
 * by default). Where it would be wider, the widest column gives way and its cells wrap.
 */
export function textTable(
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
  width = textWidth,
): string {
  const cells = [columns.map(({ title }) => title)];
  for (const row of rows) cells.push(columns.map((_, index) => oneLine(row[index] ?? '')));
  const widths = columns.map(() => 0);
  const measures = cells.map((row) =>
    row.map((cell, index) => {
      const measure = measureText(cell);
      if (measure > (widths[index] ?? 0)) widths[index] = measure;
      return measure;
    }),
  );
  shrinkWidest(widths, width - 2 * (columns.length - 1));
  const isRight = columns.map(({ align }) => align === 'right');
  let table = '';
  cells.forEach((row, index) => {
    const laidOut = layOutRow(row, measures[index] ?? [], widths, isRight);
    table += index === 0 ? laidOut : `\n${laidOut}`;
    if (index === 0) table += `\n${widths.map((column) => '-'.repeat(column)).join('  ')}`;
  });
  return table;
}

function shrinkWidest(widths: number[], room: number): void {
  const excess = widths.reduce((sum, width) => sum + width, 0) - room;
  if (excess <= 0) return;
  const widest = widths.indexOf(Math.max(...widths));
  widths[widest] = Math.max(8, (widths[widest] ?? 0) - excess);
}

function layOutRow(
  row: readonly string[],
  measures: readonly number[],
  widths: readonly number[],
  isRight: readonly boolean[],
): string {
  if (fits(measures, widths)) return layOutLine(row, measures, widths, isRight);
  const wrapped = widths.map((width, index) =>
    wrapLines(row[index] ?? '', { width, cutWords: true }),
  );
  const height = Math.max(1, ...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) => {
    const texts = wrapped.map((lines) => lines[line] ?? '');
    return layOutLine(texts, texts.map(measureText), widths, isRight);
  }).join('\n');
}

function fits(measures: readonly number[], widths: readonly number[]): boolean {
  return measures.every((measure, index) => measure <= (widths[index] ?? 0));
}

function layOutLine(
  texts: readonly string[],
  measures: readonly number[],
  widths: readonly number[],
  isRight: readonly boolean[],
): string {
  let line = '';
  for (let index = 0; index < widths.length; index += 1) {
    const text = texts[index] ?? '';
    const gap = spaces(Math.max(0, (widths[index] ?? 0) - (measures[index] ?? 0)));
    if (index > 0) line += '  ';
    line += isRight[index] === true ? gap + text : text + gap;
  }
  return line.trimEnd();
}

const known = Array.from({ length: 80 }, (_, count) => ' '.repeat(count));

/** So many spaces. Those of a usual table are at hand. */
function spaces(count: number): string {
  return known[count] ?? ' '.repeat(count);
}
