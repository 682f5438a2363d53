import { createHash } from 'node:crypto';
import { dateDocument } from './date-document.ts';
import { PdfError, pdfUnavailable } from './pdf-error.ts';
import { runChromium } from './run-chromium.ts';

/** How letters are printed. */
export interface PdfPrinterOptions {
  /** Path of a Chromium or Chrome; `null` where there is none. */
  readonly chromium: string | null;
  /** The most that are printed at once; 2 by default. Each takes a browser and some 150 MB. */
  readonly atOnce?: number | undefined;
  /** The most that wait for their turn; 20 by default. */
  readonly waiting?: number | undefined;
  /** How long one may take, in milliseconds; 30000 by default. */
  readonly timeoutMs?: number | undefined;
  /** The most bytes of PDFs kept for who asks again; 16 MiB by default. */
  readonly keptBytes?: number | undefined;
}

/** What is printed. */
export interface PrintedLetter {
  readonly html: string;
  /** The date the letter bears, `YYYY-MM-DD`: the PDF is dated so. */
  readonly letterDate: string | null;
  /** When it was rendered: the PDF's date where the letter bears none. */
  readonly renderedAt: string;
}

/** Makes PDFs of letters. */
export interface PdfPrinter {
  /** Whether there is a browser to print with. */
  readonly isAvailable: boolean;
  /**
   * The letter as a tagged PDF. The same letter gives the same bytes with the same Chromium. Rejects with a `PdfError`:
   * `PDF_UNAVAILABLE`, `PDF_BUSY`, `PDF_FAILED`.
   */
  print(letter: PrintedLetter): Promise<Buffer>;
  /** Ends what is being printed. */
  close(): Promise<void>;
}

/** A printer that starts a Chromium for each letter it has not just printed. */
export function createPdfPrinter({
  chromium,
  atOnce = 2,
  waiting = 20,
  timeoutMs = 30_000,
  keptBytes = 16 * 1024 * 1024,
}: PdfPrinterOptions): PdfPrinter {
  const closing = new AbortController();
  const underWay = new Map<string, Promise<Buffer>>();
  const kept = new Map<string, Buffer>();
  const queue: (() => void)[] = [];
  let running = 0;
  let bytesKept = 0;

  const keep = (key: string, pdf: Buffer): void => {
    kept.set(key, pdf);
    bytesKept += pdf.length;
    for (const [oldest, { length }] of kept) {
      if (bytesKept <= keptBytes) return;
      kept.delete(oldest);
      bytesKept -= length;
    }
  };

  const takeTurn = async (): Promise<void> => {
    if (running >= atOnce) await new Promise<void>((resolve) => queue.push(resolve));
    else running += 1;
  };

  const endTurn = (): void => {
    const next = queue.shift();
    if (next === undefined) running -= 1;
    else next();
  };

  const run = async (path: string, { html, letterDate, renderedAt }: PrintedLetter) => {
    await takeTurn();
    try {
      const pdf = await runChromium({ chromium: path, html, timeoutMs, signal: closing.signal });
      return dateDocument(pdf, letterDate ?? renderedAt);
    } finally {
      endTurn();
    }
  };

  return {
    isAvailable: chromium !== null,
    print: async (letter) => {
      if (chromium === null) throw pdfUnavailable();
      const date = letter.letterDate ?? letter.renderedAt;
      const key = createHash('sha256').update(`${date}\n${letter.html}`).digest('base64url');
      const known = kept.get(key) ?? underWay.get(key);
      if (known !== undefined) return known;
      if (queue.length >= waiting) {
        throw new PdfError(
          'PDF_BUSY',
          `Expected at most ${atOnce + waiting} letters to be printed at once, but got more. Try again in some seconds; the letter is there as .html, too.`,
        );
      }
      const printing = run(chromium, letter).finally(() => underWay.delete(key));
      underWay.set(key, printing);
      const pdf = await printing;
      if (!kept.has(key)) keep(key, pdf);
      return pdf;
    },
    close: async () => {
      closing.abort();
      await Promise.allSettled(underWay.values());
    },
  };
}
