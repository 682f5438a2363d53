import type { MjmlFragment } from './markup/fragment.ts';
import { type ValuePlace, writeSource } from './markup/letter-shape.ts';

/** Turns MJML source into HTML. */
export type CompileMjml = (source: string) => Promise<string>;

/**
 * The HTML of every letter of one shape, with gaps for the values: `texts[0]`, the value at
 * `gaps[0]`, `texts[1]`, … A value that MJML writes twice has two gaps.
 */
export interface Shape {
  readonly texts: readonly string[];
  readonly gaps: readonly number[];
}

/** The HTML of one letter of a shape. */
export function fillShape(shape: Shape, values: readonly string[]): string {
  let html = shape.texts[0] ?? '';
  for (let index = 0; index < shape.gaps.length; index += 1) {
    html += (values[shape.gaps[index] ?? -1] ?? '') + (shape.texts[index + 1] ?? '');
  }
  return html;
}

/**
 * The shape of a letter, or `null` when filling it in would not give what MJML gives.
 *
 * The letter goes through MJML with a marker at each value. The shape is then tried against MJML
 * with this letter's values (`html`, what MJML gives for it), with values full of what MJML might
 * react to, and with no values at all: every byte has to agree.
 */
export async function compileShape(
  letter: MjmlFragment,
  html: string,
  compile: CompileMjml,
): Promise<Shape | null> {
  const marker = unusedMarker(writeSource(letter, () => ''));
  const marked = await compile(writeSource(letter, (_, place) => `${marker}${place.index}x`));
  const shape = cutAtMarkers(marked, marker);
  const trials: ((value: string, place: ValuePlace) => string)[] = [
    (value) => value,
    (_, place) => (place.isHtml ? `${hostile}<b title="&quot; ">  ${hostile}</b>` : hostile),
    (_, place) => (place.edge ? 'x' : ''),
  ];
  for (const trial of trials) {
    const values: string[] = [];
    const source = writeSource(letter, (value, place) => {
      const tried = trial(value, place);
      values.push(tried);
      return tried;
    });
    const expected = trial === trials[0] ? html : await compile(source);
    if (fillShape(shape, values) !== expected) return null;
  }
  return shape;
}

/** Escaped text with everything in it that MJML or a template language is known to react to. */
const hostile =
  'a  b\n c &lt;p&gt;&quot;&amp;#39; {{ d }} [[e]] $&amp; $1 \\0 %20 &nbsp;font-family:Roboto; 10px';

function unusedMarker(text: string): string {
  let marker = 'zvalue';
  while (text.includes(marker)) marker = `z${marker}`;
  return marker;
}

function cutAtMarkers(html: string, marker: string): Shape {
  const pieces = html.split(new RegExp(`${marker}(\\d+)x`));
  return {
    texts: pieces.filter((_, index) => index % 2 === 0),
    gaps: pieces.filter((_, index) => index % 2 === 1).map(Number),
  };
}
