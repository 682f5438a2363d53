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
  const titles = columns.map((column) => column.title);
  const cells = [
    titles,
    ...rows.map((row) => columns.map((_, index) => oneLine(row[index] ?? ''))),
  ];
  const measures = cells.map((row) => row.map(measureText));
  const widths = columns.map((_, index) => {
    let widest = 0;
    for (const row of measures) widest = Math.max(widest, row[index] ?? 0);
    return widest;
  });
  shrinkWidest(widths, width - 2 * (columns.length - 1));
  const rule = widths.map((columnWidth) => '-'.repeat(columnWidth)).join('  ');
  const [head = [], ...body] = cells.map((row, index) =>
    layOutRow(row, measures[index] ?? [], widths, columns),
  );
  return [...head, rule, ...body.flat()].join('\n');
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
  columns: readonly TextColumn[],
): string[] {
  if (measures.every((measure, index) => measure <= (widths[index] ?? 0))) {
    return [layOutLine(row, measures, widths, columns)];
  }
  const wrapped = widths.map((width, index) =>
    wrapLines(row[index] ?? '', { width, cutWords: true }),
  );
  const height = Math.max(1, ...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) => {
    const texts = wrapped.map((lines) => lines[line] ?? '');
    return layOutLine(texts, texts.map(measureText), widths, columns);
  });
}

function layOutLine(
  texts: readonly string[],
  measures: readonly number[],
  widths: readonly number[],
  columns: readonly TextColumn[],
): string {
  let line = '';
  for (const [index, width] of widths.entries()) {
    const text = texts[index] ?? '';
    const gap = ' '.repeat(Math.max(0, width - (measures[index] ?? 0)));
    if (index > 0) line += '  ';
    line += columns[index]?.align === 'right' ? gap + text : text + gap;
  }
  return line.trimEnd();
}
