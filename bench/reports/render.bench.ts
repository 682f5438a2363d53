import { annualLetter } from '../../src/plugins/annual-letter/report.ts';
import { compileMjml } from '../../src/reports/compile-mjml.ts';
import { createReportEngine } from '../../src/reports/report-engine.ts';
import { createReportRegistry } from '../../src/reports/report-registry.ts';
import type { BenchRow } from '../bench.ts';
import { type Comparison, compare } from '../compare.ts';
import { makeLetters } from './many-letters.ts';

export const name = 'Letters from ready data, against mjml2html of the same letters';

const letterCount = 343;

/**
 * Renders a letter for each council from data at hand, and the same letters through MJML. Throws
 * when any two differ in a byte.
 */
export async function run(): Promise<{ rows: BenchRow[] }> {
  const engine = createReportEngine({
    registry: createReportRegistry([annualLetter]),
    ask: () => Promise.reject(new Error('The data is at hand.')),
    now: () => new Date('2020-07-22T09:00:00Z'),
    publicUrl: 'https://redress.example.org',
  });
  const letters = makeLetters(letterCount);
  const render = (index: number, parts: readonly ('html' | 'text')[]) => {
    const letter = letters[index];
    return engine.renderData(annualLetter.name, letter?.params, letter?.data, { parts });
  };

  const sources: string[] = [];
  for (let index = 0; index < letterCount; index += 1) {
    const { html, mjml } = await render(index, ['html']);
    if (html !== (await compileMjml(mjml))) throw new Error(`Letter ${index} differs from MJML.`);
    sources.push(mjml);
  }

  let turn = 0;
  const next = () => (turn = (turn + 1) % letterCount);
  const [plain, htmlOnly, bothParts] = await compare(
    [
      { name: 'mjml2html', run: () => compileMjml(sources[next()] ?? '') },
      { name: 'HTML', run: () => render(next(), ['html']) },
      { name: 'HTML and text', run: () => render(next(), ['html', 'text']) },
    ],
    { rounds: 11 },
  );
  const { shapes, notFillable } = engine.stats();
  const rate = (comparison: Comparison | undefined) => comparison?.perSecond ?? Number.NaN;
  const show = (comparison: Comparison | undefined) => `${(1000 / rate(comparison)).toFixed(3)} ms`;
  return {
    rows: [
      {
        what: `${letterCount} letters, view and HTML`,
        against: 'mjml2html alone',
        ratio: rate(htmlOnly) / rate(plain),
        target: 100,
        detail: `${show(htmlOnly)} a letter instead of ${show(plain)}; bytes equal; ${shapes} shapes, ${notFillable} not fillable`,
      },
      {
        what: `${letterCount} letters, view, HTML and plain text`,
        against: 'mjml2html alone',
        ratio: rate(bothParts) / rate(plain),
        target: null,
        detail: `${show(bothParts)} a letter instead of ${show(plain)}`,
      },
    ],
  };
}
