import type { Settings } from '../config/settings.ts';
import { findChromium } from '../reports/pdf/find-chromium.ts';
import { createPdfPrinter, type PdfPrinter } from '../reports/pdf/pdf-printer.ts';

/** What makes PDFs, with the Chromium of the settings or of the usual places. */
export function createPrinter({ chromium }: Pick<Settings, 'chromium'>): PdfPrinter {
  const { PATH } = process.env;
  return createPdfPrinter({ chromium: findChromium({ PATH, REDRESS_CHROMIUM: chromium }) });
}
