import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrateDatabase } from '../../src/database/migrate-database.ts';
import { migrationNames } from '../../src/database/migrations/migrations.ts';
import { hashLetter } from '../../src/reports/runs/letter-hash.ts';
import { packBodies, unpackBodies } from '../../src/schema/reports/letter-bodies.ts';
import { LetterContent } from '../../src/schema/reports/letter-content.entity.ts';
import { openEmptyDatabase } from '../open-test-database.ts';

const letter = {
  html: `<!doctype html>${'<tr><td>Adult care services</td></tr>'.repeat(2000)}`,
  text: 'Dear Ŵ Ifan — “figures” 😀\n',
  data: '{"council":{"name":"Ynys Môn"}}',
  publicData: '{}',
};

const bytes = (piece: string | null) => (piece === null ? null : Buffer.from(piece));

describe('packed bodies', () => {
  it('give back every byte of what was packed, whatever it is', () => {
    const text = fc.string({ unit: 'binary', maxLength: 300 });
    const bodies = fc.record({
      html: text,
      text,
      data: text,
      publicData: fc.option(text, { nil: null }),
    });
    fc.assert(
      fc.property(bodies, (given) => {
        let read = '';
        const packed = packBodies(given, (html, text) => {
          read = hashLetter({ subject: 'ß', html, text });
        });
        // What a letter is sealed with is what it is verified by.
        expect(read).toBe(hashLetter({ subject: 'ß', html: given.html, text: given.text }));
        const found = unpackBodies(packed);
        for (const part of ['html', 'text', 'data', 'publicData'] as const) {
          expect(bytes(found[part])).toEqual(bytes(given[part]));
        }
      }),
    );
  });

  it('take a fraction of a letter', () => {
    expect(packBodies(letter).length).toBeLessThan(letter.html.length / 50);
    expect(unpackBodies(packBodies(letter))).toEqual(letter);
  });

  it('are their own, though letters are laid out in one place', () => {
    const [first, second] = [packBodies(letter), packBodies({ ...letter, text: 'Other' })];
    expect(unpackBodies(first)).toEqual(letter);
    expect(unpackBodies(second).text).toBe('Other');
  });

  it.each([
    ['no frame', Buffer.from('html')],
    ['half a frame', packBodies(letter).subarray(0, 100)],
  ])('of %s are refused', (_, packed) => {
    expect(() => unpackBodies(packed)).toThrow();
  });
});

describe('the migration that packs letters', () => {
  let database: DataSource;
  beforeEach(async () => {
    database = await openEmptyDatabase();
  });
  afterEach(() => database.destroy());

  const columns = ['letter_id', 'title', 'subject', 'preheader', 'html', 'text', 'letter_date'];
  const later = ['parameters', 'data', 'public_data', 'sha256', 'report', 'report_version'];
  const names = [...columns, ...later, 'edition', 'rendered_at', 'locale', 'public_url'];

  function openRow(index: number): (string | null)[] {
    const html = `${letter.html}<p>${index}</p>`;
    return [
      String(index).padStart(40, '0'),
      'Annual review letter',
      `Subject ${index}`,
      '',
      html,
      letter.text,
      index % 2 ? null : '2020-07-22',
      '{}',
      letter.data,
      index % 3 ? letter.publicData : null,
      createHash('sha256').update(html).digest('hex'),
      'annual-letter',
      '1',
      null,
      '2020-07-20T10:00:00.000Z',
      'en-GB',
      'http://127.0.0.1',
    ];
  }

  const read = () =>
    database.query(`SELECT ${names.join(', ')} FROM letter_content ORDER BY letter_id`);

  /** The migration, and those that came after it. */
  const takeBack = async () => {
    const since = migrationNames.slice(migrationNames.indexOf('PackedBodies1783400000000'));
    for (const _migration of since) await database.undoLastMigration();
  };

  it('packs letters that are kept, and unpacks them when it is taken back', async () => {
    await migrateDatabase(database);
    await takeBack();
    // More than are held at a time.
    const rows = Array.from({ length: 120 }, (_, index) => openRow(index));
    const insert = `INSERT INTO letter_content (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
    for (const row of rows) await database.query(insert, row);
    const before = await read();
    await migrateDatabase(database);

    const kept = await database.getRepository(LetterContent).find({ order: { letterId: 'ASC' } });
    expect(kept.length).toBe(rows.length);
    for (const [index, content] of kept.entries()) {
      const { html, text, data, publicData } = unpackBodies(content.bodies);
      expect([html, text, data, publicData]).toEqual(
        [4, 5, 8, 9].map((column) => rows[index]?.[column]),
      );
      expect(content.sha256).toBe(createHash('sha256').update(html).digest('hex'));
      expect(content.subject).toBe(`Subject ${index}`);
    }

    await takeBack();
    expect(await read()).toEqual(before);
  });
});
