import type { DataSource } from 'typeorm';
import { z } from 'zod';
import type { LetterFeedPage } from '../reports/feed/letter-feed.ts';
import type { ReportRegistry } from '../reports/report-registry.ts';
import { findPublishedLetters } from '../resolvers/reports/published-letters.ts';
import type { AskForRuns } from './create-differences.ts';

const pageSize = 100;
const names = z.object({
  councils: z.object({ nodes: z.array(z.object({ code: z.string(), name: z.string() })) }),
});

/** Reads pages of the feed of letters. `ask` asks the graph as a visitor who is not signed in. */
export function createFeedReader(
  database: DataSource,
  { reports }: Pick<ReportRegistry, 'reports'>,
  ask: AskForRuns,
  now: () => Date = () => new Date(),
): (after: string | null) => Promise<LetterFeedPage> {
  const titles = new Map(reports.map(({ name, title }) => [name, title]));
  return async (after) => {
    const found = await findPublishedLetters(database, after, pageSize + 1, now().toISOString());
    const letters = found.slice(0, pageSize);
    const last = letters.at(-1);
    const answer = await ask(
      'query FeedCouncils($codes: [ID!]) { councils(filter: { codes: $codes }, first: 100) { nodes { code name } } }',
      { codes: [...new Set(letters.map(({ councilCode }) => councilCode))] },
    );
    const councils = new Map(
      (names.safeParse(answer.data).data?.councils.nodes ?? []).map(({ code, name }) => [
        code,
        name,
      ]),
    );
    return {
      letters: letters.map((letter) => {
        const { id, councilCode, councilSlug, yearEnding, reportName, publishedAt } = letter;
        const query = reportName === 'annual-letter' ? '' : `?report=${reportName}`;
        return {
          id,
          title: `${titles.get(reportName) ?? reportName} ${yearEnding}: ${councils.get(councilCode) ?? councilSlug}`,
          path: `/letters/${yearEnding}/${councilSlug}.html${query}`,
          publishedAt: publishedAt ?? '',
        };
      }),
      next: found.length > pageSize && last ? `${last.publishedAt} ${last.id}` : null,
    };
  };
}
