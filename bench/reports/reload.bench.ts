import { mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { printRedressSchema } from '../../src/composition/our-supergraph.ts';
import { previewReports } from '../../src/reports/studio/preview-reports.ts';
import type { BenchRow } from '../bench.ts';

export const name =
  'Reload: from a saved file to the new letter in the preview, against half a second';

const turns = 7;
/** Between two savings an author reads; meanwhile a thread gets ready for the next. */
const readingMs = 3000;
const wantedMs = 500;

/** A report of one file whose words change. Throws when a letter does not say what was saved. */
export async function run(): Promise<{ rows: BenchRow[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'redress-reload-'));
  const file = join(folder, 'memo.ts');
  const root = new URL('../../', import.meta.url);
  symlinkSync(new URL('node_modules', root), join(folder, 'node_modules'));
  const write = (words: string) => {
    writeFileSync(`${file}.tmp`, memo(new URL('src/reports/index.ts', root).pathname, words));
    renameSync(`${file}.tmp`, file);
  };
  write('Words 0');
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const preview = previewReports({
    modules: [pathToFileURL(file).href],
    watched: [folder],
    worker: new URL('src/reports/studio/preview-worker.ts', root),
    schema: printRedressSchema(),
    publicUrl: 'https://redress.example.org',
    folder,
  });
  const listening = new AbortController();
  try {
    const request = { report: 'memo', fixture: 'one' };
    await preview.preview(request);
    let tell: () => void = () => {};
    preview.watchChanges(() => tell(), listening.signal);
    const times: number[] = [];
    for (let turn = 1; turn <= turns; turn += 1) {
      await setTimeout(readingMs);
      const changed = new Promise<void>((resolve) => {
        tell = resolve;
      });
      const saved = performance.now();
      write(`Words ${turn}`);
      await changed;
      const { letter, problems } = await preview.preview(request);
      times.push(performance.now() - saved);
      if (!letter?.html.includes(`Words ${turn}`)) {
        throw new Error(`The letter does not say "Words ${turn}": ${JSON.stringify(problems)}`);
      }
    }
    const sorted = times.toSorted((a, b) => a - b);
    const median = sorted[Math.floor(turns / 2)] ?? Number.NaN;
    return {
      rows: [
        {
          what: 'Half a second',
          against: 'the time from a saved file to its letter, without the browser',
          ratio: wantedMs / median,
          target: 1,
          detail: `median ${Math.round(median)} ms, most ${Math.round(sorted.at(-1) ?? 0)} ms, of ${turns}`,
        },
      ],
    };
  } finally {
    listening.abort();
    await preview.close();
    rmSync(folder, { recursive: true });
  }
}

function memo(engine: string, words: string): string {
  return `import { defineReport, graphql, html, mjml, z } from ${JSON.stringify(engine)};
export const reports = [defineReport({
  name: 'memo', title: 'Memo', apiVersion: 1,
  params: z.object({ slug: z.string() }),
  query: graphql(\`query Memo($slug: String!) { council(slug: $slug) { name } }\`),
  view: ({ data }) => ({
    subject: 'Memo', preheader: 'A memo',
    body: mjml\`<mj-section><mj-column><mj-text>\${html\`<h1>${words}</h1><p>\${data.council.name}</p>\`}</mj-text></mj-column></mj-section>\`,
  }),
  fixtures: { one: { params: { slug: 'alder' }, data: { council: { name: 'Alder' } } } },
})];
`;
}
