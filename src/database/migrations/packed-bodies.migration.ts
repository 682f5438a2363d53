import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { QueryRunner } from 'typeorm';
import { defineMigration } from './define-migration.ts';
import {
  buildTable,
  bytes,
  type ColumnDescription,
  key,
  longText,
  optional,
  text,
} from './table-description.ts';

const others: Record<string, ColumnDescription> = {
  letter_id: key(text(40)),
  title: text(200),
  subject: longText,
  preheader: longText,
  letter_date: optional(text(10)),
  parameters: longText,
  sha256: text(64),
  report: text(80),
  report_version: text(40),
  edition: optional(longText),
  rendered_at: text(30),
  locale: text(35),
  public_url: longText,
};

const packed = { ...others, bodies: bytes };
const open = {
  ...others,
  html: longText,
  text: longText,
  data: longText,
  public_data: optional(longText),
};

type Row = Record<string, string | null> & { readonly letter_id: string };
type OpenRow = Row & { html: string; text: string; data: string; public_data: string | null };
type PackedRow = Record<string, string | Buffer | null> & { bodies: Buffer };

/**
 * HTML, text and data of kept letters, packed into the last column: a tenth of the bytes, and the other columns are read
 * without them. SQLite cannot add a column that has to be filled, so that the table is made anew, some letters at a time.
 */
export const PackedBodies1783400000000 = defineMigration('PackedBodies1783400000000', {
  reports: {
    async up(runner) {
      await copyLetters<OpenRow>(runner, packed, ({ html, text, data, public_data, ...row }) => ({
        ...row,
        bodies: pack([html, text, data, public_data]),
      }));
      if (runner.connection.options.type === 'postgres') {
        // Packed already: PostgreSQL need not try to.
        await runner.query('ALTER TABLE letter_content ALTER COLUMN bodies SET STORAGE EXTERNAL');
      }
    },
    async down(runner) {
      await copyLetters<PackedRow>(runner, open, ({ bodies, ...row }) => {
        const [html, text, data, publicData] = unpack(bodies);
        return { ...row, html, text, data, public_data: publicData };
      });
    },
  },
});

/** Letters held at a time. */
const pageSize = 50;

async function copyLetters<From extends Record<string, unknown>>(
  runner: QueryRunner,
  columns: Record<string, ColumnDescription>,
  change: (row: From) => Record<string, unknown>,
): Promise<void> {
  await runner.createTable(buildTable({ name: 'letter_content_new', columns }, runner));
  const names = Object.keys(columns);
  const insert = `INSERT INTO letter_content_new (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
  for (let after = ''; ; ) {
    const rows: From[] = await runner.query(
      `SELECT * FROM letter_content WHERE letter_id > ? ORDER BY letter_id LIMIT ${pageSize}`,
      [after],
    );
    for (const row of rows) {
      const changed = change(row);
      await runner.query(
        insert,
        names.map((name) => changed[name]),
      );
    }
    const last = rows.at(-1);
    if (last === undefined) break;
    after = String(last.letter_id);
  }
  await runner.dropTable('letter_content');
  await runner.renameTable('letter_content_new', 'letter_content');
}

// As `letter-bodies.ts` had it when this was written.
const headLength = 64;

function pack(pieces: readonly (string | null | undefined)[]): Buffer {
  const buffers = pieces.map((piece) => (piece == null ? null : Buffer.from(piece)));
  const lengths = buffers.map((buffer) => buffer?.length ?? null);
  const head = Buffer.from(`${JSON.stringify(lengths).padEnd(headLength - 1)}\n`);
  const given = buffers.filter((buffer) => buffer !== null);
  return zstdCompressSync(Buffer.concat([head, ...given]), {
    params: { [constants.ZSTD_c_compressionLevel]: 1 },
  });
}

function unpack(bodies: Uint8Array): (string | null)[] {
  const content = zstdDecompressSync(bodies);
  const lengths = JSON.parse(content.toString('latin1', 0, headLength)) as (number | null)[];
  let end = headLength;
  return lengths.map((length) => {
    if (length === null) return null;
    const from = end;
    end += length;
    return content.toString('utf8', from, end);
  });
}
