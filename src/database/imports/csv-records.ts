import { type CsvMistake, type CsvRecord, CsvScanner } from './csv-scanner.ts';
import { Utf8Guard } from './utf8-guard.ts';

/** The file is not CSV from here on. */
export class CsvSyntaxError extends Error {
  constructor(readonly mistake: Omit<CsvMistake, 'cell'> & { cell: number | null }) {
    super(mistake.expected);
  }
}

/**
 * The records of a CSV file in portions, as the file is read: what is kept in memory does not grow with the file.
 * Lines end with LF, CRLF or CR; a byte order mark and empty lines are passed over.
 *
 * @param onBytes Told how many bytes were read so far.
 * @throws CsvSyntaxError where the file is not UTF-8 or its quotation marks do not match.
 */
export async function* readCsvRecords(
  stream: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  onBytes: (bytes: number) => void = () => {},
): AsyncGenerator<CsvRecord[]> {
  const guard = new Utf8Guard();
  const decoder = new TextDecoder();
  const scanner = new CsvScanner();
  let bytes = 0;
  for await (const chunk of stream) {
    refuseBytes(guard.check(chunk));
    yield scanner.write(decoder.decode(chunk, { stream: true }));
    bytes += chunk.length;
    onBytes(bytes);
    refuseText(scanner.mistake);
  }
  refuseBytes(guard.finish());
  yield scanner.write(decoder.decode());
  yield scanner.end();
  refuseText(scanner.mistake);
}

function refuseText(mistake: CsvMistake | null): void {
  if (mistake) throw new CsvSyntaxError(mistake);
}

function refuseBytes(mistake: Omit<CsvMistake, 'cell'> | null): void {
  if (mistake) throw new CsvSyntaxError({ ...mistake, cell: null });
}
