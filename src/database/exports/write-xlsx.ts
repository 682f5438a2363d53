import { Zip, ZipDeflate } from 'fflate';
import type { RowPortions, TableColumn } from './table.ts';
import { writeHeaderRow, writeSheetRow } from './xlsx-cells.ts';
import { lettersOf, openSheet, sheetEnd, sheetPath, workbookParts } from './xlsx-parts.ts';

export interface XlsxOptions {
  /** Name of the sheet, up to 25 characters. A second one is called `name (2)`. */
  name: string;
  /** Default: 1,048,576, which is all that Excel has. The header is one of them. */
  rowsPerSheet?: number;
}

/** A sheet ends here too, since the parts of a ZIP file without extensions end at 4 GiB. */
const bytesPerSheet = 2 ** 31;

/** Such a file cannot tell where a part begins that stands farther in. Some is left for what comes at the end. */
const bytesPerWorkbook = 2 ** 32 - 2 ** 20;

/** The table does not fit into a workbook. */
export class WorkbookTooLargeError extends Error {
  override readonly name = 'WorkbookTooLargeError';
  readonly code = 'WORKBOOK_TOO_LARGE';

  constructor() {
    super(
      '[export] A workbook of at most 4 GB was expected, but the table makes a larger one. Export it as CSV.',
    );
  }
}

/**
 * A table as an Excel workbook: header in bold and frozen, numbers as numbers, dates as dates, text never as a formula.
 * What does not fit on a sheet goes on to the next, under the same header. The same rows give the same bytes.
 * One piece for each portion of rows; what is held does not grow with the table.
 */
export async function* writeXlsx(
  columns: readonly TableColumn[],
  portions: RowPortions,
  { name, rowsPerSheet = 1_048_576 }: XlsxOptions,
): AsyncGenerator<Uint8Array> {
  const archive = new Archive();
  const letters = lettersOf(columns);
  const header = writeHeaderRow(
    columns.map((column) => column.name),
    letters,
  );
  const names: string[] = [];
  const nextSheet = () => {
    names.push(names.length === 0 ? name : `${name} (${names.length + 1})`);
    archive.begin(sheetPath(names.length));
    archive.write(openSheet(columns, names.length === 1) + header);
    return 2;
  };
  let number = nextSheet();
  for await (const rows of portions) {
    let text = '';
    for (const row of rows) {
      if (number > rowsPerSheet || archive.partBytes > bytesPerSheet) {
        archive.end(text + sheetEnd);
        text = '';
        number = nextSheet();
      }
      text += writeSheetRow(columns, letters, number, row);
      number += 1;
    }
    archive.write(text);
    yield archive.take();
  }
  archive.end(sheetEnd);
  for (const [path, content] of workbookParts(names)) {
    archive.begin(path);
    archive.end(content);
  }
  yield archive.close();
}

/** The earliest time that a ZIP file knows, so that a workbook does not say when it was made. */
const noTime = new Date(1980, 0, 1);

/** A ZIP file that is taken away in pieces while it is written. */
class Archive {
  #pieces: Uint8Array[] = [];
  #part: ZipDeflate | null = null;
  #bytes = 0;
  readonly #zip = new Zip((error, piece) => {
    if (error) throw error;
    this.#pieces.push(piece);
    this.#bytes += piece.length;
    if (this.#bytes > bytesPerWorkbook) throw new WorkbookTooLargeError();
  });

  /** How many bytes the part in hand has, before it is packed. */
  partBytes = 0;

  begin(path: string): void {
    this.#part = new ZipDeflate(path, { level: 4 });
    this.#part.mtime = noTime;
    this.partBytes = 0;
    this.#zip.add(this.#part);
  }

  write(text: string): void {
    this.#push(text, false);
  }

  /** Writes the last of a part. */
  end(text: string): void {
    this.#push(text, true);
    this.#part = null;
  }

  /** What is ready to be sent. */
  take(): Uint8Array {
    const pieces = this.#pieces;
    this.#pieces = [];
    return Buffer.concat(pieces);
  }

  close(): Uint8Array {
    this.#zip.end();
    return this.take();
  }

  #push(text: string, isLast: boolean) {
    const bytes = Buffer.from(text);
    this.partBytes += bytes.length;
    this.#part?.push(bytes, isLast);
  }
}
