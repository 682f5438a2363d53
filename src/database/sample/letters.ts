import { createHash } from 'node:crypto';
import type { Runners } from '../databases.ts';
import { TableWriter } from '../table-writer.ts';

/**
 * Writes a published letter for every council-year that has figures and an edition, in the caller's transaction. A
 * letter counts as sample where its statistics come from casework.
 *
 * @returns how many letters there are.
 */
export async function writeLetters(runners: Runners): Promise<number> {
  const councils: { gss_code: string; slug: string }[] = await runners.councils.query(
    'SELECT gss_code, slug FROM council',
  );
  const editions: { year_ending: number; publication_date: string }[] = await runners.reports.query(
    'SELECT year_ending, publication_date FROM edition',
  );
  const figures: { gss_code: string; year_ending: number; source: string }[] =
    await runners.councils.query(
      'SELECT gss_code, year_ending, source FROM council_figure ORDER BY gss_code, year_ending',
    );
  const slugs = new Map(councils.map((council) => [council.gss_code, council.slug]));
  const days = new Map(editions.map((edition) => [edition.year_ending, edition.publication_date]));
  const rows = figures.flatMap((figure) => {
    const slug = slugs.get(figure.gss_code);
    const day = days.get(figure.year_ending);
    if (slug === undefined || day === undefined) return [];
    return {
      id: letterId(figure.gss_code, figure.year_ending),
      report: annualLetter,
      gss_code: figure.gss_code,
      council_slug: slug,
      year_ending: figure.year_ending,
      state: 'PUBLISHED',
      published_at: `${day}T00:00:00.000Z`,
      sample: figure.source === 'CASEWORK',
    };
  });
  const table = await TableWriter.open(runners.reports, letterShape);
  await table.write(rows);
  return rows.length;
}

const annualLetter = 'annual-letter';

const letterShape = {
  table: 'letter',
  key: ['id'],
  columns: ['report', 'gss_code', 'council_slug', 'year_ending', 'state', 'published_at', 'sample'],
};

/** Looks random, and is the same every time. */
function letterId(councilCode: string, yearEnding: number): string {
  const hash = createHash('sha256').update(`redress sample letter ${councilCode} ${yearEnding}`);
  return hash.digest('hex').slice(0, 32);
}
