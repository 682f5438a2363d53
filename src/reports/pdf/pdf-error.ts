/** The codes of `PdfError`, each with its HTTP status. */
export const pdfErrorStatus = {
  /** There is no Chromium to print with. */
  PDF_UNAVAILABLE: 501,
  /** As many letters as may are waiting to be printed. */
  PDF_BUSY: 503,
  /** Chromium gave no PDF. */
  PDF_FAILED: 500,
} as const satisfies Record<string, number>;

/** A code of `PdfError`. */
export type PdfErrorCode = keyof typeof pdfErrorStatus;

/** A letter that could not be made a PDF, in one sentence for whoever asked. */
export class PdfError extends Error {
  override readonly name = 'PdfError';
  readonly code: PdfErrorCode;
  readonly statusCode: number;

  constructor(code: PdfErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
    this.statusCode = pdfErrorStatus[code];
  }
}

/** Why there is no PDF, and what to install. */
export function pdfUnavailable(): PdfError {
  return new PdfError(
    'PDF_UNAVAILABLE',
    'Expected a Chromium or Chrome on the server, which makes PDFs, but there is none. Install one (Debian, Ubuntu: apt-get install chromium; Fedora: dnf install chromium; macOS: brew install --cask chromium), or set REDRESS_CHROMIUM to its path, and start Redress again. The letter is there as .html, too.',
  );
}
