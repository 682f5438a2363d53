import { annualLetter } from '../../src/plugins/annual-letter/report.ts';
import { compileMjml } from '../../src/reports/compile-mjml.ts';
import { createReportEngine } from '../../src/reports/report-engine.ts';
import { createReportRegistry } from '../../src/reports/report-registry.ts';
import type { BenchRow } from '../bench.ts';
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

  const plain = await timeEach(sources.length, (index) => compileMjml(sources[index] ?? ''));
  const htmlOnly = await timeEach(letterCount * 20, (index) =>
    render(index % letterCount, ['html']),
  );
  const bothParts = await timeEach(letterCount * 20, (index) =>
    render(index % letterCount, ['html', 'text']),
  );
  const { shapes, notFillable } = engine.stats();
  const show = (milliseconds: number) => `${milliseconds.toFixed(3)} ms`;
  return {
    rows: [
      {
        what: `${letterCount} letters, view and HTML`,
        against: 'mjml2html alone',
        ratio: plain / htmlOnly,
        target: 100,
        detail: `${show(htmlOnly)} a letter instead of ${show(plain)}; bytes equal; ${shapes} shapes, ${notFillable} not fillable`,
      },
      {
        what: `${letterCount} letters, view, HTML and plain text`,
        against: 'mjml2html alone',
        ratio: plain / bothParts,
        target: null,
        detail: `${show(bothParts)} a letter instead of ${show(plain)}`,
      },
    ],
  };
}

/** Milliseconds for each of `count` runs, after a few that are not counted. */
async function timeEach(count: number, work: (index: number) => Promise<unknown>): Promise<number> {
  for (let index = 0; index < Math.min(count, 20); index += 1) await work(index);
  const start = performance.now();
  for (let index = 0; index < count; index += 1) await work(index);
  return (performance.now() - start) / count;
}
