import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import type { Browser, Page } from 'playwright-core';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type RunningPreview, startPreview } from '../../src/composition/start-preview.ts';
import { parseSettings } from '../../src/config/settings.ts';
import { findChromium, launchChromium } from './chromium.ts';
import { describeInBrowser } from './in-browser.ts';
import { findAxeFaults, measureOverflow, openVisit, type Visit } from './visit.ts';

const chromium = findChromium();
const engine = new URL('../../src/reports/index.ts', import.meta.url).href;

const report = `import { words } from './words.ts';
import { defineReport, graphql, html, mjml, z } from '${engine}';

export const memo = defineReport({
  name: 'memo',
  title: 'Memo',
  apiVersion: 1,
  params: z.object({ slug: z.string() }),
  query: graphql(\`
    query Memo($slug: String!) {
      council(slug: $slug) {
        name
      }
    }
  \`),
  view: ({ data, params }) => ({
    subject: \`Memo to \${data.council?.name}\`,
    preheader: 'About nothing',
    body: mjml\`
      <mj-section>
        <mj-column>
          <mj-text><h1>\${words}</h1>\${Array.from({ length: 80 }, (_, line) => html\`<p>Line \${line}</p>\`)}</mj-text>
        </mj-column>
      </mj-section>\`,
  }),
  fixtures: {
    typical: { params: { slug: 'kent' }, data: { council: { name: 'Kent' } } },
    other: { params: { slug: 'bath' }, data: { council: { name: 'Bath' } } },
  },
});
`;

/** A mail server that takes one addressee, and what it was given. */
async function startMailServer() {
  const mails: { to: string[]; from: string; raw: string }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) =>
      done(
        address === 'author@example.org'
          ? null
          : Object.assign(new Error('No such mailbox'), { responseCode: 550 }),
      ),
    onData: (stream, { envelope }, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        mails.push({
          from,
          to: envelope.rcptTo.map(({ address }) => address),
          raw: Buffer.concat(parts).toString(),
        });
        done();
      });
    },
  });
  const listening = server.listen(0, '127.0.0.1');
  await new Promise((resolve) => listening.once('listening', resolve));
  const address = listening.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    mails,
    url: `smtp://127.0.0.1:${port}`,
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}

describeInBrowser('redress report preview, in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'redress-preview-'));
  const plugins = join(folder, 'src/plugins');
  let mail: Awaited<ReturnType<typeof startMailServer>>;
  let preview: RunningPreview;
  let browser: Browser;
  const visits: Visit[] = [];

  /** Saves a file as editors do: beside it first, then in its place. */
  function save(name: string, text: string): void {
    writeFileSync(join(folder, 'new.tmp'), text);
    renameSync(join(folder, 'new.tmp'), join(plugins, name));
  }

  function mend(): void {
    save('words.ts', "export const words: string = 'First words';\n");
    save('report.ts', report);
  }

  beforeAll(async () => {
    mkdirSync(plugins, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    mend();
    save(
      'index.ts',
      "import { memo } from './report.ts';\nexport const installedReports = [memo];\n",
    );
    mail = await startMailServer();
    preview = await startPreview(
      parseSettings({
        PORT: '0',
        LOG_LEVEL: 'silent',
        SMTP_URL: mail.url,
        DATABASE_URL: `sqlite:${join(folder, 'none.sqlite')}`,
      }),
      {
        modules: [new URL(`file://${plugins}/index.ts`).href],
        watched: [plugins],
        worker: null,
        folder,
      },
    );
    browser = await launchChromium(chromium ?? '');
  });

  afterAll(async () => {
    await browser?.close();
    await preview?.close();
    await mail?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  afterEach(async () => {
    mend();
    for (const visit of visits.splice(0)) {
      expect(visit.strays).toEqual([]);
      expect(visit.faults.filter((fault) => !/status of 4\d\d/.test(fault))).toEqual([]);
      await visit.close();
    }
  });

  async function open(query = ''): Promise<Page> {
    const visit = await openVisit(browser, preview.url, { viewport: { width: 1280, height: 900 } });
    visits.push(visit);
    await Promise.all([
      visit.page.waitForRequest(/studio\/api\/changes/),
      visit.page.goto(`/studio${query}`),
    ]);
    await visit.page.locator('.findings h2').waitFor();
    return visit.page;
  }

  test('shows a saved file at once, once, and keeps scroll and form', async () => {
    const page = await open('?report=memo&fixture=other');
    const letter = page.frameLocator('iframe');
    await letter.getByRole('heading', { name: 'First words' }).waitFor();
    await page.getByLabel('Send to me').fill('half an addr');
    const scrollY = () =>
      page
        .locator('iframe')
        .evaluate(
          (frame) =>
            (frame as never as { contentWindow: { scrollY: number } }).contentWindow.scrollY,
        );
    await page
      .locator('iframe')
      .evaluate((frame) =>
        (
          frame as never as { contentWindow: { scrollTo(x: number, y: number): void } }
        ).contentWindow.scrollTo(0, 500),
      );
    expect(await scrollY()).toBe(500);
    let previews = 0;
    page.on('request', (request) => {
      if (request.url().endsWith('/studio/api/preview')) previews += 1;
    });

    const saved = performance.now();
    save('words.ts', "export const words: string = 'Other words';\n");
    await letter.getByRole('heading', { name: 'Other words' }).waitFor();
    if (process.env.REDRESS_SHOTS)
      console.log(`reload: ${Math.round(performance.now() - saved)} ms`);

    await expect.poll(scrollY).toBe(500);
    expect(await page.getByLabel('Send to me').inputValue()).toBe('half an addr');
    expect(await page.getByLabel('Data').inputValue()).toBe('other');
    expect(previews).toBe(1);
    // The same bytes again are no change; what is saved next is the next one.
    save('words.ts', "export const words: string = 'Other words';\n");
    save('words.ts', "export const words: string = 'Last words';\n");
    await letter.getByRole('heading', { name: 'Last words' }).waitFor();
    expect(previews).toBe(2);
    mend();
    await letter.getByRole('heading', { name: 'First words' }).waitFor();
  });

  const lineOf = (text: string) => report.split('\n').findIndex((line) => line.includes(text)) + 1;

  test.each([
    {
      name: 'a file that does not parse',
      change: () => save('words.ts', 'export const fine = 1;\nexport const words: string = ;\n'),
      place: 'report · load · src/plugins/words.ts:2',
      message: /./,
    },
    {
      name: 'a view that throws',
      change: () => save('report.ts', report.replace("'About nothing'", 'params.slug.toFixed(1)')),
      place: `memo · view · src/plugins/report.ts:${lineOf('About nothing')}`,
      message: /the view threw: params\.slug\.toFixed is not a function/,
    },
    {
      name: 'markup that MJML refuses',
      change: () => save('report.ts', report.replace('<mj-column>', '<mj-column colour="red">')),
      place: `memo · html · src/plugins/report.ts:${lineOf('<mj-column>')}`,
      message: /colour/i,
    },
    {
      name: 'a query that the graph cannot answer',
      change: () => save('report.ts', report.replace('        name\n', '        nmae\n')),
      place: `memo · query · src/plugins/report.ts:${report.split('\n').indexOf('        name') + 1}`,
      message: /Cannot query field "nmae" on type "Council"/,
    },
    {
      name: 'a view without an end',
      change: () =>
        save(
          'report.ts',
          report
            .replace('({ data, params }) => ({', '({ data, params }) => { for (;;) {} return ({')
            .replace('</mj-section>`,\n  }),', '</mj-section>`,\n  })},'),
        ),
      place: 'memo · view',
      message: /expected the view to end/,
    },
  ])('shows $name with its place, until it is mended', async ({ change, place, message }) => {
    const page = await open();
    await page.frameLocator('iframe').getByRole('heading', { name: 'First words' }).waitFor();
    change();
    const problem = page.locator('.problems li');
    await problem.first().waitFor();
    expect(await problem.first().locator('.place').textContent()).toBe(place);
    expect(await problem.first().textContent()).toMatch(message);
    expect(await findAxeFaults(page)).toEqual([]);
    expect(await measureOverflow(page)).toBeLessThanOrEqual(0);
    mend();
    await problem.first().waitFor({ state: 'detached' });
    await page.frameLocator('iframe').getByRole('heading', { name: 'First words' }).waitFor();
  });

  test('sends a test mail through the mail server, by keyboard', async () => {
    const page = await open();
    await page.getByLabel('Send to me').focus();
    await page.keyboard.type('author@example.org');
    await page.keyboard.press('Enter');
    await page
      .getByRole('status')
      .getByText(/^Sent to author@example\.org\. The server says: 250/)
      .waitFor();
    expect(mail.mails.map(({ from, to }) => [from, to])).toEqual([
      ['letters@redress.example.org', ['author@example.org']],
    ]);
    const read = await simpleParser(mail.mails[0]?.raw ?? '');
    expect(read.subject).toBe('[Test] Memo to Kent');
    expect(read.headers.get('auto-submitted')).toBe('auto-generated');
    expect(read.text).toMatch(/first words/i);
    expect(read.html).toContain('First words');
  });

  test.each([
    ['stranger@example.org', 'The mail server did not take the mail: 550 No such mailbox'],
    [
      'a@example.org, b@example.org',
      'expected one address such as "letters@example.org", but got "a@example.org, b@example.org"',
    ],
  ])('says why no mail goes to %s', async (to, why) => {
    const page = await open();
    await page.getByLabel('Send to me').fill(to);
    await page.getByRole('button', { name: 'Send test mail' }).click();
    await page.getByRole('status').getByText(why).waitFor();
    expect(mail.mails).toHaveLength(1);
  });

  test('offers fixtures alone where there is no database, and says so', async () => {
    const page = await open();
    await page
      .getByText(`No live data: there is no database in ${join(folder, 'none.sqlite')}.`)
      .waitFor();
    expect(await page.getByLabel('Data').locator('option').allTextContents()).toEqual([
      'typical',
      'other',
    ]);
    expect(readFileSync(join(plugins, 'report.ts'), 'utf8')).toBe(report);
  });
});
