import { createHash } from 'node:crypto';
import { annualLetter } from '../../src/plugins/annual-letter/report.ts';
import { compileMjml } from '../../src/reports/compile-mjml.ts';
import { type BatchResult, createReportEngine } from '../../src/reports/report-engine.ts';
import { createReportRegistry } from '../../src/reports/report-registry.ts';
import { type BenchRow, roughly } from '../bench.ts';
import { type Comparison, compare } from '../compare.ts';
import { describeSpread } from '../spread.ts';
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
  const renderAll = async (parts: readonly ('html' | 'text')[]) => {
    for (const result of await engine.renderManyData(annualLetter.name, letters, { parts })) {
      if (!result.ok) throw result.error;
    }
  };
  const pages = await collect(
    engine.renderManyData(annualLetter.name, letters, { parts: ['html'] }),
  );
  const [plain, htmlOnly, bothParts, alone, hash] = await compare(
    [
      { name: 'mjml2html', run: () => compileMjml(sources[next()] ?? '') },
      { name: 'HTML', run: () => renderAll(['html']) },
      { name: 'HTML and text', run: () => renderAll(['html', 'text']) },
      { name: 'one by one', run: () => render(next(), ['html']) },
      { name: 'SHA-256', run: () => hashAll(pages) },
    ],
    { rounds: 11 },
  );
  const { shapes, notFillable } = engine.stats();
  const each = (comparison: Comparison | undefined, letters = 1) =>
    1000 / ((comparison?.perSecond ?? Number.NaN) * letters);
  const spent = (comparison: Comparison | undefined, letters = 1) =>
    (comparison?.processorMs ?? Number.NaN) / letters;
  const show = (milliseconds: number) => `${milliseconds.toFixed(3)} ms`;
  const one = each(plain);
  const html = each(htmlOnly, letterCount);
  const both = each(bothParts, letterCount);
  const single = each(alone);
  const hashed = each(hash, letterCount);
  return {
    rows: [
      {
        what: `${letterCount} letters together, view and HTML`,
        against: 'mjml2html alone',
        ratio: one / html,
        target: 150,
        detail: `${show(html)} ${describeSpread(htmlOnly, letterCount)} a letter instead of ${show(one)} ${describeSpread(plain)}; bytes equal; by processor time ${roughly(spent(plain) / spent(htmlOnly, letterCount))} times (${show(spent(htmlOnly, letterCount))} instead of ${show(spent(plain))}); ${shapes} shapes, ${notFillable} not fillable`,
      },
      {
        what: `${letterCount} letters together, view, HTML and plain text`,
        against: 'mjml2html alone',
        ratio: one / both,
        target: null,
        detail: `${show(both)} a letter instead of ${show(one)}`,
      },
      {
        what: 'Letters one by one, each under a watch of its own, view and HTML',
        against: 'mjml2html alone',
        ratio: one / single,
        target: null,
        detail: `${show(single)} a letter; the watch costs most of it`,
      },
      {
        what: 'SHA-256 of the same HTML',
        against: 'the time of view and HTML (half is the target)',
        ratio: hashed / html,
        target: 1 / 2,
        detail: `${show(hashed)} ${describeSpread(hash, letterCount)} a letter to hash, ${show(html)} ${describeSpread(htmlOnly, letterCount)} to make; by processor time ${roughly(spent(hash, letterCount) / spent(htmlOnly, letterCount))} times (${show(spent(hash, letterCount))} and ${show(spent(htmlOnly, letterCount))})`,
      },
    ],
  };
}

/** The HTML of letters, as bytes. */
async function collect(rendering: Promise<BatchResult[]>): Promise<Buffer[]> {
  return (await rendering).map((result) => {
    if (!result.ok) throw result.error;
    return Buffer.from(result.rendered.html);
  });
}

function hashAll(pages: readonly Buffer[]): void {
  for (const page of pages) createHash('sha256').update(page).digest();
}
