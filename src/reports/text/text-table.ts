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
  const cells = rows.map((row) => columns.map((_, index) => oneLine(row[index] ?? '')));
  const widths = columns.map((column, index) =>
    Math.max(measureText(column.title), ...cells.map((row) => measureText(row[index] ?? ''))),
  );
  shrinkWidest(widths, width - 2 * (columns.length - 1));
  const titles = columns.map((column) => column.title);
  const rules = widths.map((columnWidth) => '-'.repeat(columnWidth));
  return [titles, rules, ...cells]
    .flatMap((row) => layOutRow(row, widths, columns))
    .map((line) => line.trimEnd())
    .join('\n');
}

function shrinkWidest(widths: number[], room: number): void {
  const excess = widths.reduce((sum, width) => sum + width, 0) - room;
  if (excess <= 0) return;
  const widest = widths.indexOf(Math.max(...widths));
  widths[widest] = Math.max(8, (widths[widest] ?? 0) - excess);
}

function layOutRow(
  row: readonly string[],
  widths: readonly number[],
  columns: readonly TextColumn[],
): string[] {
  const wrapped = widths.map((width, index) =>
    wrapLines(row[index] ?? '', { width, cutWords: true }),
  );
  const height = Math.max(1, ...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    widths
      .map((width, index) => {
        const text = wrapped[index]?.[line] ?? '';
        const gap = ' '.repeat(Math.max(0, width - measureText(text)));
        return columns[index]?.align === 'right' ? gap + text : text + gap;
      })
      .join('  '),
  );
}
