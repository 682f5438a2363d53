import { defineReport, mjml, notFound, z } from '../../reports/index.ts';
import { describeCounts } from './count-tables.ts';
import { fixtures } from './fixtures.ts';
import { layOutLetter } from './html-body.ts';
import { layOutStatistics } from './html-statistics.ts';
import { writeLetter } from './letter-content.ts';
import { describePublicData } from './public-data.ts';
import { annualLetterQuery } from './query.ts';
import { writeTextLetter } from './text-letter.ts';

/**
 * The annual review letter: what complaints said about one council in one year, in three rates with
 * the average of similar councils, and where to read more. See README.md beside this file.
 */
export const annualLetter = defineReport({
  name: 'annual-letter',
  title: 'Annual review letter',
  description:
    'A letter to one council about the complaints decided in one year: three rates beside those of similar councils, in words and as statistics.',
  apiVersion: 1,
  params: z.object({
    council: z
      .string()
      .regex(/^[A-Za-z0-9-]{1,100}$/, {
        error: 'expected the slug of a council, such as "dartford", or its GSS code',
      })
      .describe('Slug or GSS code of the council: dartford, E07000107'),
    yearEnding: z
      .int({ error: 'expected a whole number: the year ending 31 March, such as 2020' })
      .min(1975, { error: 'expected a year from 1975 to 2100' })
      .max(2100, { error: 'expected a year from 1975 to 2100' })
      .describe('The year ending 31 March'),
  }),
  query: annualLetterQuery,
  variables: ({ council, yearEnding }) => ({
    ...(/^E\d{8}$/i.test(council)
      ? { code: council.toUpperCase() }
      : { slug: council.toLowerCase() }),
    yearEnding,
  }),
  view: ({ data, params, format, link }) => {
    const { council, edition } = data;
    if (council === null) {
      return notFound(
        `there is no council "${params.council}": expected a slug such as "dartford" or a GSS code such as "E07000107".`,
      );
    }
    if (edition === null) {
      return notFound(
        `there is no edition of the letter for the year ending ${params.yearEnding}, which gives its dates and signatory.`,
      );
    }
    const { performance } = council;
    if (performance.source === 'NONE') {
      return notFound(
        `nothing is known of complaints about ${council.name} in the year ending ${params.yearEnding}.`,
      );
    }
    const content = writeLetter({
      council,
      edition,
      training: data.trainingYear,
      yearEnding: params.yearEnding,
      format,
      link,
    });
    const tables = describeCounts(performance, format);
    return {
      subject: `${content.title}: ${council.name}`,
      preheader: `The year ending ${format.date(edition.periodEnd)} in three rates, beside those of similar councils`,
      body: mjml`${layOutLetter(content)}${layOutStatistics(content, tables)}`,
      text: () => writeTextLetter(content, tables),
      letterDate: edition.letterDate,
    };
  },
  publicData: ({ data }) => describePublicData(data),
  fixtures,
});
