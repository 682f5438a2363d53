import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it, vi } from 'vitest';
import { createPdfPrinter } from '../../../src/reports/pdf/pdf-printer.ts';
import { makeFakeChromium, printPage, waitForRelease } from './fake-chromium.ts';

function letter(words: string, letterDate: string | null = '2020-07-22') {
  const html = `<html><head><title>T</title></head><body>${words}</body></html>`;
  return { html, letterDate, renderedAt: '2026-01-02T03:04:05.678Z' };
}

/** Folders of a process that has been running since before the test may be there; ours are gone. */
const ownFolders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('redress-pdf-'));

function isRunning(pid: string | undefined): boolean {
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch {
    return false;
  }
}

describe('a PDF printer', () => {
  it('gives the page to a Chromium with a profile of its own and without network', async () => {
    const chromium = await makeFakeChromium(printPage);
    const printer = createPdfPrinter({ chromium: chromium.path });
    const text = (await printer.print(letter('Words'))).toString();
    expect(text).toContain(
      `<head><meta http-equiv="Content-Security-Policy" content="default-src 'none';`,
    );
    expect(text).toContain('Words');
    const [run = ''] = await chromium.runs();
    expect(run).toContain('--headless');
    expect(run).toContain('--host-resolver-rules=MAP * ~NOTFOUND');
    expect(run).toContain('--no-pdf-header-footer --export-tagged-pdf');
    expect(run.includes('--no-sandbox')).toBe(process.getuid?.() === 0);
    const profile = /--user-data-dir=(\S+)/.exec(run)?.[1] ?? '';
    expect(ownFolders().some((name) => profile.includes(name))).toBe(false);
  });

  it('passes nothing of the environment on but PATH', async () => {
    vi.stubEnv('REDRESS_GATEWAY_SECRET', 'keep-this-to-yourself');
    const chromium = await makeFakeChromium(`{ echo '%PDF-1.4'; env; } > "$out"`);
    const pdf = await createPdfPrinter({ chromium: chromium.path }).print(letter('a'));
    vi.unstubAllEnvs();
    expect(pdf.toString()).toContain('PATH=');
    expect(pdf.toString()).not.toContain('keep-this-to-yourself');
  });

  it('dates the PDF as the letter, else as its rendering', async () => {
    const chromium = await makeFakeChromium(printPage);
    const printer = createPdfPrinter({ chromium: chromium.path });
    const [dated, undated] = await Promise.all([
      printer.print(letter('a')),
      printer.print(letter('a', null)),
    ]);
    expect(dated.toString()).toContain("/CreationDate (D:20200722120000+00'00')");
    expect(undated.toString()).toContain("/CreationDate (D:20260102120000+00'00')");
  });

  it('prints the same letter once, however many ask for it', async () => {
    const chromium = await makeFakeChromium(printPage);
    const printer = createPdfPrinter({ chromium: chromium.path });
    await Promise.all([printer.print(letter('a')), printer.print(letter('a'))]);
    await printer.print(letter('a'));
    expect(await chromium.runs()).toHaveLength(1);
    await printer.print(letter('b'));
    expect(await chromium.runs()).toHaveLength(2);
  });

  it('keeps no more bytes than it may', async () => {
    const chromium = await makeFakeChromium(printPage);
    const printer = createPdfPrinter({ chromium: chromium.path, keptBytes: 10 });
    await printer.print(letter('a'));
    await printer.print(letter('a'));
    expect(await chromium.runs()).toHaveLength(2);
  });

  it('runs at most so many at once, and refuses more than may wait', async () => {
    const chromium = await makeFakeChromium(`${waitForRelease}; ${printPage}`);
    const printer = createPdfPrinter({ chromium: chromium.path, atOnce: 1, waiting: 1 });
    const first = printer.print(letter('1'));
    const second = printer.print(letter('2'));
    await expect(printer.print(letter('3'))).rejects.toMatchObject({
      code: 'PDF_BUSY',
      statusCode: 503,
      message:
        'Expected at most 2 letters to be printed at once, but got more. Try again in some seconds; the letter is there as .html, too.',
    });
    await vi.waitUntil(async () => (await chromium.runs()).length > 0);
    expect(await chromium.runs()).toHaveLength(1);
    await chromium.release();
    expect((await Promise.all([first, second])).map(String)).toEqual([
      expect.stringContaining('>1<'),
      expect.stringContaining('>2<'),
    ]);
  });

  it('ends what is being printed, and all its processes, when it is closed', async () => {
    const chromium = await makeFakeChromium(
      `(${waitForRelease}) & ${waitForRelease}; ${printPage}`,
    );
    const printer = createPdfPrinter({ chromium: chromium.path });
    const printing = printer.print(letter('a')).catch((error: Error) => error.message);
    await vi.waitUntil(async () => (await chromium.runs()).length > 0);
    await printer.close();
    expect(await printing).toBe(
      'Expected Chromium to print the letter, but the server is closing.',
    );
    const [run = ''] = await chromium.runs();
    await vi.waitUntil(() => !isRunning(run.split(' ')[0]));
    const profile = /--user-data-dir=(\S+)/.exec(run)?.[1] ?? '';
    expect(ownFolders().some((name) => profile.includes(name))).toBe(false);
  });
});

describe('a PDF printer, misused', () => {
  it('says what to install where there is no Chromium', async () => {
    await expect(createPdfPrinter({ chromium: null }).print(letter('a'))).rejects.toMatchObject({
      code: 'PDF_UNAVAILABLE',
      statusCode: 501,
      message:
        'Expected a Chromium or Chrome on the server, which makes PDFs, but there is none. Install one (Debian, Ubuntu: apt-get install chromium; Fedora: dnf install chromium; macOS: brew install --cask chromium), or set REDRESS_CHROMIUM to its path, and start Redress again. The letter is there as .html, too.',
    });
  });

  it.each([
    [
      'echo "No usable sandbox!" >&2; exit 3',
      'it ended with exit code 3. It said: No usable sandbox!',
    ],
    ['exit 0', 'it wrote no PDF.'],
    ['echo "<html>" > "$out"', 'it wrote no PDF.'],
    ['kill -ABRT $$', 'it ended with SIGABRT.'],
  ])('says what Chromium said: %s', async (script, reason) => {
    const chromium = await makeFakeChromium(script);
    const printer = createPdfPrinter({ chromium: chromium.path });
    await expect(printer.print(letter('a'))).rejects.toMatchObject({
      code: 'PDF_FAILED',
      message: `Expected Chromium to print the letter, but ${reason}`,
    });
    // A failure is not kept: the next one tries again.
    await expect(printer.print(letter('a'))).rejects.toMatchObject({ code: 'PDF_FAILED' });
    expect(await chromium.runs()).toHaveLength(2);
  });

  it('names a program that cannot be run', async () => {
    const printer = createPdfPrinter({ chromium: '/nowhere/chromium' });
    await expect(printer.print(letter('a'))).rejects.toMatchObject({
      code: 'PDF_FAILED',
      message: 'Expected Chromium to print the letter, but /nowhere/chromium could not be run.',
    });
  });

  it('ends a Chromium that takes too long', async () => {
    const chromium = await makeFakeChromium(waitForRelease);
    const printer = createPdfPrinter({ chromium: chromium.path, timeoutMs: 200 });
    await expect(printer.print(letter('a'))).rejects.toMatchObject({
      code: 'PDF_FAILED',
      message: 'Expected Chromium to print the letter, but it took longer than 200 ms.',
    });
    await vi.waitUntil(async () => !isRunning((await chromium.runs())[0]?.split(' ')[0]));
  });
});
