import { scaleLog } from 'd3-scale';
import { type BenchRow, roughly } from './bench.ts';
import type { MeasuredBench } from './results.ts';

const width = 960;
const rowHeight = 40;
const left = 16;
const barsFrom = 470;
const barsTo = width - 120;

type Aimed = BenchRow & { readonly target: number };

/**
 * Draws how many times its target each row reached, on a logarithmic scale with the target in the middle. Rows without a
 * target are left out.
 */
export function drawRows(benches: readonly MeasuredBench[], caption: string): string {
  const aimed = benches
    .map(({ name, rows }) => ({ name, rows: rows.filter(hasTarget) }))
    .filter(({ rows }) => rows.length > 0);
  const reached = aimed.flatMap(({ rows }) => rows.map(({ ratio, target }) => ratio / target));
  const most = Math.max(4, ...reached, ...reached.map((times) => 1 / times));
  const x = scaleLog([1 / most, most], [barsFrom, barsTo]);
  const parts: string[] = [];
  let y = 76;
  for (const { name, rows } of aimed) {
    parts.push(text(left, y + 18, name, 'font-weight="600"'));
    y += 32;
    for (const row of rows) {
      parts.push(drawRow(row, y, x));
      y += rowHeight;
    }
    y += 12;
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${y + 12}" viewBox="0 0 ${width} ${y + 12}" font-family="system-ui, sans-serif" font-size="13" fill="#1b2328">`,
    `<title>How many times its target each row reached</title>`,
    `<rect width="${width}" height="${y + 12}" fill="#ffffff"/>`,
    text(
      left,
      28,
      'How many times its target each row reached',
      'font-size="18" font-weight="600"',
    ),
    text(left, 50, caption, 'fill="#505a5f"'),
    text(x(1), 66, 'target', 'text-anchor="middle" fill="#505a5f"'),
    `<line x1="${x(1)}" x2="${x(1)}" y1="72" y2="${y}" stroke="#505a5f"/>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

function hasTarget(row: BenchRow): row is Aimed {
  return row.target !== null;
}

function drawRow({ what, against, ratio, target }: Aimed, y: number, x: (value: number) => number) {
  const times = ratio / target;
  const [from, to] = [Math.min(x(1), x(times)), Math.max(x(1), x(times))];
  const colour = times >= 1 ? '#0f7a52' : '#b3261e';
  return [
    text(left, y + 12, shorten(what), ''),
    text(left, y + 28, shorten(`against ${against}`), 'fill="#505a5f" font-size="12"'),
    `<rect x="${round(from)}" y="${y + 4}" width="${round(Math.max(1, to - from))}" height="20" fill="${colour}"/>`,
    text(barsTo + 8, y + 18, `${roughly(times)}${times >= 1 ? '' : ' missed'}`, `fill="${colour}"`),
  ].join('\n');
}

function text(x: number, y: number, words: string, attributes: string): string {
  return `<text x="${round(x)}" y="${y}" ${attributes}>${escapeText(words)}</text>`;
}

const round = (value: number) => Math.round(value * 10) / 10;

function shorten(words: string): string {
  return words.length > 66 ? `${words.slice(0, 65)}…` : words;
}

function escapeText(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
