import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { buildRedressSchema } from '../../src/composition/our-supergraph.ts';
import { installedReports } from '../../src/plugins/index.ts';
import { type MjmlFragment, mjml } from '../../src/reports/index.ts';
import type { Allowance, LetterView } from '../../src/reports/report.ts';
import { checkReports } from '../../src/reports/report-check.ts';
import { councilCard } from './council-card.ts';

/** What the check finds in a card with other content in its body, or another view. */
async function check(
  content: MjmlFragment,
  change: Partial<LetterView> = {},
  allow: readonly Allowance[] = [],
): Promise<string[]> {
  const view = (): LetterView => ({
    subject: 'S',
    preheader: 'P',
    body: mjml`<mj-section><mj-column><mj-text><h1>x</h1></mj-text>${content}</mj-column></mj-section>`,
    ...change,
  });
  const findings = await checkReports([{ ...councilCard, view, allow }]);
  return findings.map(
    ({ report, fixture, severity, rule, message, line }) =>
      `${report}/${fixture} ${severity} ${rule}${line === undefined ? '' : `:${line}`}: ${message}`,
  );
}

const long = 'word '.repeat(40);

describe('checkReports', () => {
  it('finds nothing wrong with the reports that ship', async () => {
    expect(
      await checkReports(installedReports, { schema: buildRedressSchema(), project: '.' }),
    ).toEqual([]);
  });

  it('finds nothing wrong with a good letter', async () => {
    expect(
      await check(
        mjml`<mj-text><a href="https://example.org/">x</a> <a href="mailto:a@example.org">y</a></mj-text>
        <mj-table><tr><th scope="col">a</th></tr><tr><td>b</td></tr></mj-table>`,
      ),
    ).toEqual([]);
  });

  it.each<[string, MjmlFragment, string]>([
    [
      'links',
      mjml`<mj-text><a href="/councils">x</a></mj-text>`,
      'expected a whole address (https://…, mailto:…), but got "/councils" for "x"',
    ],
    [
      'links',
      mjml`<mj-text><a href="#nowhere">x</a></mj-text>`,
      'expected a whole address (https://…, mailto:…), but got "#nowhere" for "x"',
    ],
    [
      'links',
      mjml`<mj-text><a href="https://a.org"></a></mj-text>`,
      'expected words to click for "https://a.org"',
    ],
    [
      'alt',
      mjml`<mj-image src="data:image/png;base64,AA" />`,
      'expected alternative text for the image "data:image/png;base64,AA"',
    ],
    [
      'tables',
      mjml`<mj-table><tr><td>a</td></tr></mj-table>`,
      'expected <th> headings in a table of 1 rows, or role="presentation" if it is for layout',
    ],
    [
      'tables',
      mjml`<mj-table><tr><th>a</th></tr></mj-table>`,
      'expected scope="col" or "row" on every <th>, but 1 have none',
    ],
    [
      'tables',
      mjml`<mj-table role="presentation"><tr><th scope="col">a</th></tr></mj-table>`,
      'expected no <th> in a table with role="presentation": data needs a table without',
    ],
  ])('finds what is wrong with %s: %#', async (rule, content, message) => {
    expect(await check(content)).toEqual([`council-card/kent error ${rule}: ${message}`]);
  });

  const address = 'https://a.org/x.png';
  it.each<[string, string, MjmlFragment]>([
    ['remote-images', 'images', mjml`<mj-image src="https://a.org/x.png" alt="x" />`],
    ['remote-images', 'images', mjml`<mj-image src="${address}" alt="x" />`],
    ['remote-images', 'images', mjml`<mj-text><img src='//a.org/x.png' alt="x"></mj-text>`],
    [
      'remote-images',
      'images',
      mjml`<mj-text><p style="background:url(https://a.org/x.png)">x</p></mj-text>`,
    ],
    ['mj-raw-values', 'raw', mjml`<mj-raw><p>${address}</p></mj-raw>`],
    ['mj-include', 'include', mjml`<mj-include path="./footer.mjml" />`],
  ])(
    'refuses %s with their line unless the report says so: %#',
    async (allowance, rule, content) => {
      const found = (await check(content)).filter((one) => one.includes(`error ${rule}:`));
      expect(found).toHaveLength(1);
      expect(found[0]).toMatch(
        new RegExp(
          `^council-card/kent error ${rule}:\\d+: expected no .*allow: \\["${allowance}"\\]$`,
        ),
      );
      const allowed = await check(content, {}, [allowance as Allowance]);
      expect(allowed.filter((one) => one.includes(`error ${rule}:`))).toEqual([]);
    },
  );

  it('takes mj-raw without values, and images that are in the letter', async () => {
    expect(
      await check(
        mjml`<mj-raw><p>Fixed.</p></mj-raw><mj-image src="data:image/png;base64,AA" alt="x" />`,
      ),
    ).toEqual([]);
  });

  it('finds mistakes in the markup with their line', async () => {
    const found = await check(mjml`
      <mj-text colour="red">x</mj-text>
      <mj-text hight="1px">x</mj-text>`);
    expect(found).toHaveLength(2);
    expect(found[0]).toMatch(
      /^council-card\/kent error markup:\d+: <mj-text>: Attribute colour is illegal$/,
    );
    expect(found[1]).toMatch(
      /^council-card\/kent error markup:\d+: <mj-text>: Attribute hight is illegal$/,
    );
  });

  it('finds a view that throws, and goes on with the next report', async () => {
    const broken = {
      ...councilCard,
      name: 'broken',
      view: () => {
        throw new Error('Oh.');
      },
    };
    expect(await checkReports([broken, councilCard])).toEqual([
      {
        report: 'broken',
        fixture: 'kent',
        severity: 'error',
        rule: 'view',
        message: 'the view threw: Oh.',
      },
    ]);
  });

  it('finds a view that is not pure', async () => {
    const texts = ['one', 'two'].values();
    expect(await check(mjml``, { text: () => String(texts.next().value) })).toEqual([
      'council-card/kent error pure: expected the same letter from the same data, but got another',
    ]);
  });

  it('warns of a letter that MJML has to make anew each time', async () => {
    const menu = mjml`<mj-navbar hamburger="hamburger"><mj-navbar-link href="https://a.org">x</mj-navbar-link></mj-navbar>`;
    expect(await check(menu)).toContain(
      'council-card/kent warning shape: MJML gives random or value-dependent markup here, so that each letter takes as long as the first',
    );
  });

  it('warns of a long preheader, wide lines, markup in the text and a second main heading', async () => {
    const found = await check(mjml`<mj-text><h1>y</h1></mj-text>`, {
      preheader: long,
      text: `${long}\n<b>bold</b>`,
    });
    expect(found).toEqual([
      'council-card/kent warning headings: expected one <h1>, but got 2',
      'council-card/kent warning text: expected plain text, but got markup: <b>',
      'council-card/kent warning text: expected lines of at most 76 columns, but 1 are wider, such as "word word word word word word word word word word …"',
      'council-card/kent warning preheader: expected at most 90 characters: this one was cut',
    ]);
  });

  it('finds an empty text part', async () => {
    expect(await check(mjml``, { text: ' \n' })).toEqual([
      'council-card/kent error text: expected a plain text part, but it is empty',
    ]);
  });

  it('warns near the size at which Gmail cuts a letter off, and fails above it', async () => {
    const sized = (kilobytes: number) => mjml`<mj-text>${'x'.repeat(kilobytes * 1024)}</mj-text>`;
    const options = { text: 'x' };
    expect(await check(sized(80), options)).toEqual([]);
    expect(await check(sized(88), options)).toEqual([
      expect.stringMatching(
        /warning size: 9\d kB is near the 102 kB at which Gmail cuts a letter off$/,
      ),
    ]);
    expect(await check(sized(110), options)).toEqual([
      expect.stringMatching(
        /error size: expected less than 102 kB, where Gmail cuts a letter off, but got 11\d kB$/,
      ),
    ]);
  });
});

describe('checkReports, together', () => {
  it('names duplicates, queries and fixtures that are wrong, all at once', async () => {
    const broken = {
      ...councilCard,
      view: () => {
        throw new Error('No.');
      },
    };
    const schema = buildSchema(
      'type Query { council(slug: String): Council } type Council { name: String! }',
    );
    const findings = await checkReports([councilCard, broken], { schema });
    expect(findings.map(({ report, rule, line }) => [report, rule, line])).toEqual([
      ['council-card', 'name', undefined],
      ['council-card', 'query', 3],
      ['council-card', 'query', 3],
      ['council-card', 'query', 3],
      ['council-card', 'query', 3],
      ['council-card', 'view', undefined],
    ]);
  });

  it('names folders that are not whole, not listed or not tested', async () => {
    const project = await mkdtemp(join(tmpdir(), 'redress-check-'));
    try {
      await mkdir(join(project, 'src/plugins/my-report'), { recursive: true });
      await mkdir(join(project, 'src/plugins/council-card'), { recursive: true });
      await mkdir(join(project, 'tests/plugins/council-card'), { recursive: true });
      await writeFile(join(project, 'tests/plugins/council-card/view.test.ts'), '');
      await writeFile(join(project, 'src/plugins/notes.ts'), '');
      for (const file of ['report.ts', 'query.ts', 'fixtures.ts']) {
        await writeFile(join(project, 'src/plugins/council-card', file), '');
        await writeFile(join(project, 'src/plugins/my-report', file), '');
      }
      await writeFile(join(project, 'src/plugins/my-report/README.md'), '');
      const findings = await checkReports([councilCard], { project });
      expect(findings.map(({ report, rule, message }) => `${report} ${rule}: ${message}`)).toEqual([
        'notes.ts folder: expected only folders of reports and index.ts in src/plugins',
        'council-card files: expected src/plugins/council-card/README.md, but it is missing',
        'my-report unlisted: expected a report named "my-report" in src/plugins/index.ts, but none is listed there',
        'my-report tests: expected a test in tests/plugins/my-report, but there is none',
      ]);
    } finally {
      await rm(project, { recursive: true });
    }
  });
});
