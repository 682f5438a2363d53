import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvScanner } from '../../../src/database/imports/csv-scanner.ts';

/** Text that is dense with what matters to CSV. */
const csvLike = fc
  .array(fc.constantFrom('a', 'é', ' ', ',', '"', '""', '\n', '\r\n', '\r', ',"', '",'), {
    maxLength: 40,
  })
  .map((parts) => parts.join(''));

function scan(pieces: readonly string[]) {
  const scanner = new CsvScanner();
  const records = pieces.flatMap((piece) => scanner.write(piece));
  return { records: [...records, ...scanner.end()], mistake: scanner.mistake };
}

describe('the CSV scanner', () => {
  it('reads what csv-parse reads, and refuses what csv-parse refuses', () => {
    fc.assert(
      fc.property(csvLike, (text) => {
        const { records, mistake } = scan([text]);
        let others: string[][] | null = null;
        try {
          others = parse(text, {
            relax_column_count: true,
            record_delimiter: ['\r\n', '\n', '\r'],
          });
        } catch {
          // It refuses the text.
        }
        expect(mistake === null).toBe(others !== null);
        const isSomething = (cells: string[]) => cells.length > 1 || cells[0]?.trim() !== '';
        if (others !== null) {
          expect(records.map(({ cells }) => cells)).toEqual(others.filter(isSomething));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('reads the same in whatever pieces the text comes', () => {
    fc.assert(
      fc.property(csvLike, fc.integer({ min: 1, max: 7 }), (text, size) => {
        const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
          text.slice(at * size, (at + 1) * size),
        );
        expect(scan(pieces)).toEqual(scan([text]));
      }),
      { numRuns: 2000 },
    );
  });

  it('says on which line a record begins, however many lines its cells have', () => {
    const { records } = scan(['a,b\r\n"1\r\n2\n3",x\r\n\r\nlast,"\r"\ry,z']);
    expect(records.map(({ line }) => line)).toEqual([1, 2, 6, 8]);
  });

  it('reads a long cell that comes in small pieces in time that grows with its length', () => {
    const pieces = Array.from({ length: 100_000 }, () => '12345');
    const { records } = scan(['"', ...pieces, '"']);
    expect(records[0]?.cells[0]).toHaveLength(500_000);
  });
});
