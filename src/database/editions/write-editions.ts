import type { QueryRunner } from 'typeorm';
import { TableWriter } from '../table-writer.ts';
import type { EditionFile } from './edition-file.ts';

/** Writes editions and the comments in them, in the caller's transaction. Other editions stay as they are. */
export async function writeEditions(
  runner: QueryRunner,
  editions: readonly EditionFile[],
): Promise<void> {
  const table = await TableWriter.open(runner, editionShape);
  await table.write(editions.map(editionSqlRow));
  const comments = await TableWriter.open(runner, commentShape);
  for (const edition of editions) {
    await runner.query('DELETE FROM council_comment WHERE year_ending = ?', [edition.yearEnding]);
    await comments.write(
      edition.comments.map(({ council, paragraphs }) => ({
        gss_code: council,
        year_ending: edition.yearEnding,
        text: paragraphs.join('\n\n'),
      })),
    );
  }
}

const editionShape = {
  table: 'edition',
  key: ['year_ending'],
  columns: [
    'letter_date',
    'publication_date',
    'sender_name',
    'sender_address',
    'contact_email',
    'joint',
    'opening',
    'figures_note',
    'closing',
    'signatory_name',
    'signatory_offices',
    'sample',
    'notice',
  ],
};

const commentShape = {
  table: 'council_comment',
  key: ['gss_code', 'year_ending'],
  columns: ['text'],
};

function editionSqlRow(edition: EditionFile) {
  return {
    year_ending: edition.yearEnding,
    letter_date: edition.letterDate,
    publication_date: edition.publicationDate,
    sender_name: edition.sender.name,
    sender_address: JSON.stringify(edition.sender.address),
    contact_email: edition.contactEmail,
    joint: edition.joint,
    opening: JSON.stringify(edition.opening),
    figures_note: edition.figuresNote,
    closing: JSON.stringify(edition.closing),
    signatory_name: edition.signatory.name,
    signatory_offices: JSON.stringify(edition.signatory.offices),
    sample: edition.sample,
    notice: edition.notice,
  };
}
