import type { RenderedReport } from '../rendered-report.ts';
import { pdfUnavailable } from './pdf-error.ts';
import type { PdfPrinter } from './pdf-printer.ts';

/** A letter as a PDF. Rejects with a `PdfError`, `PDF_UNAVAILABLE` without a printer. */
export async function printLetter(
  letter: RenderedReport,
  { printer }: { readonly printer?: PdfPrinter | undefined },
): Promise<Buffer> {
  if (printer === undefined) throw pdfUnavailable();
  return printer.print(letter);
}
