import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { annualLetter } from '../../../src/plugins/annual-letter/report.ts';
import { createPdfPrinter } from '../../../src/reports/pdf/pdf-printer.ts';
import { findChromium, launchChromium } from '../../browser/chromium.ts';
import { describeInBrowser } from '../../browser/in-browser.ts';
import { createTestEngine } from '../../reports/create-test-engine.ts';

const executable = findChromium();
const engine = createTestEngine([annualLetter]);

/** What a PDF says of itself, in the parts of it that are not packed. */
async function printFixture(fixture: string): Promise<{ bytes: Buffer; text: string }> {
  const printer = createPdfPrinter({ chromium: executable });
  const bytes = await printer.print(await engine.renderFixture('annual-letter', fixture));
  return { bytes, text: bytes.toString('latin1') };
}

const countPages = (pdf: string) => pdf.match(/\/Type \/Page\b/g)?.length;

describeInBrowser('the annual letter on paper', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium(executable ?? '');
  });
  afterAll(() => browser.close());

  async function open(fixture: string): Promise<Page> {
    const page = await browser.newPage({ colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await page.setContent((await engine.renderFixture('annual-letter', fixture)).html);
    return page;
  }

  it('is an A4 PDF with title, language, tags and headings, of the same bytes each time', async () => {
    const { bytes, text } = await printFixture('typical');
    expect(text).toContain('/Title (Annual review letter 2020: Marlow Vale Borough Council)');
    expect(text).toContain('/Lang (en-GB)');
    expect(text).toMatch(/\/MarkInfo <<\/Type \/MarkInfo\s+\/Marked true/);
    for (const part of ['/StructTreeRoot', '/Outlines', '/S /H1', '/S /TH', '/S /LI']) {
      expect(text).toContain(part);
    }
    expect(text).toMatch(/\/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]/);
    expect(text).toContain("/CreationDate (D:20200722120000+00'00')");
    expect((await printFixture('typical')).bytes.equals(bytes)).toBe(true);
  });

  it('takes at most four pages, of which the statistics are one', async () => {
    expect(countPages((await printFixture('typical')).text)).toBe(3);
    for (const fixture of ['many-improvements', 'long-names']) {
      expect(countPages((await printFixture(fixture)).text)).toBeLessThanOrEqual(4);
    }
  });

  it('is black on white, also for whoever reads on a dark screen', async () => {
    const page = await open('typical');
    const colours = await page.evaluate(
      `['body', '.sheet', '.sheet li', '.sheet td div', '.data td', '.muted'].map((part) => {
        const { color, backgroundColor } = getComputedStyle(document.querySelector(part));
        return [color, backgroundColor];
      })`,
    );
    for (const [index, [ink, ground]] of (colours as [string, string][]).entries()) {
      if (index > 1) expect(ink).toBe('rgb(0, 0, 0)');
      expect(['rgb(255, 255, 255)', 'rgba(0, 0, 0, 0)']).toContain(ground);
    }
    const notice = await page.evaluate(
      `(({ borderTopWidth, borderTopStyle }) => [borderTopWidth, borderTopStyle])(getComputedStyle(document.querySelector('.notice')))`,
    );
    expect(notice).toEqual(['1px', 'solid']);
    await page.close();
  });

  it('prints the address after each link', async () => {
    const page = await open('typical');
    const [links, printed] = (await page.evaluate(
      `(() => {
        const links = [...document.querySelectorAll('.sheet a[href^="http"]')];
        return [links.length, links.filter((link) => getComputedStyle(link, '::after').content.includes('href') || getComputedStyle(link, '::after').content.includes(link.getAttribute('href'))).length];
      })()`,
    )) as [number, number];
    expect(links).toBeGreaterThan(3);
    expect(printed).toBe(links);
    await page.close();
  });

  it('begins the statistics on a page, and leaves no heading without what it heads', async () => {
    const page = await open('typical');
    const breaks = await page.evaluate(
      `[
        getComputedStyle(document.querySelector('.new-page')).breakBefore,
        ...new Set([...document.querySelectorAll('h1, h2')].map((heading) => getComputedStyle(heading).breakAfter)),
        ...new Set([...document.querySelectorAll('.whole, .data tr, li')].map((part) => getComputedStyle(part).breakInside)),
      ]`,
    );
    expect(breaks).toEqual(['page', 'avoid', 'avoid']);
    await page.close();
  });
});

describeInBrowser('a letter that is printed', () => {
  it('loads nothing, from the network or from files', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}`;
    const pdf = await createPdfPrinter({ chromium: executable }).print({
      html: `<html lang="cy"><head><title>Llythyr</title><link rel="stylesheet" href="${url}/a"></head>
        <body><img src="${url}/b"><iframe src="file:///etc/passwd"></iframe><script src="${url}/c"></script>
        <script>document.title = 'Changed'; fetch('${url}/d');</script><p style="background:url(${url}/e)">x</p></body></html>`,
      letterDate: null,
      renderedAt: '2020-07-22T09:00:00.000Z',
    });
    await new Promise((resolve) => server.close(resolve));
    expect(asked).toEqual([]);
    expect(pdf.toString('latin1')).toContain('/Title (Llythyr)');
    expect(pdf.toString('latin1')).toContain('/Lang (cy)');
  });
});
