import { defineReport, notFound, z } from '../../reports/index.ts';
import { fixtures } from './fixtures.ts';
import { layOutSummary } from './html-body.ts';
import { trainingSummaryQuery } from './query.ts';
import { writeSummary } from './summary-content.ts';
import { writeTextSummary } from './text-summary.ts';

/**
 * The training summary: courses and seminars of one year, or what the officers of one council had of them and which
 * courses would help with the faults found there. See README.md beside this file.
 */
export const trainingSummary = defineReport({
  name: 'training-summary',
  title: 'Training summary',
  description:
    'Courses, people trained and seminars of one year; for a council, what its officers attended and which courses match the faults found.',
  apiVersion: 1,
  params: z.object({
    yearEnding: z
      .int({ error: 'expected a whole number: the year ending 31 March, such as 2020' })
      .min(1975, { error: 'expected a year from 1975 to 2100' })
      .max(2100, { error: 'expected a year from 1975 to 2100' })
      .describe('The year ending 31 March'),
    council: z
      .string()
      .regex(/^[A-Za-z0-9-]{1,100}$/, {
        error: 'expected the slug of a council, such as "dartford", or its GSS code',
      })
      .optional()
      .describe('Slug or GSS code of a council: dartford, E07000107. Leave out for the whole year'),
  }),
  query: trainingSummaryQuery,
  variables: ({ yearEnding, council }) => ({
    yearEnding,
    yearBefore: yearEnding - 1,
    forCouncil: council !== undefined,
    ...(council === undefined
      ? {}
      : /^E\d{8}$/i.test(council)
        ? { code: council.toUpperCase() }
        : { slug: council.toLowerCase() }),
  }),
  view: ({ data, params, format, link }) => {
    const { trainingYear, before, council = null, courses } = data;
    if (params.council !== undefined && council === null) {
      return notFound(
        `there is no council "${params.council}": expected a slug such as "dartford" or a GSS code such as "E07000107".`,
      );
    }
    if (trainingYear === null) {
      return notFound(
        `no course and no seminar is on record for the year ending ${params.yearEnding}.`,
      );
    }
    const content = writeSummary({
      year: trainingYear,
      before,
      council,
      offered: courses ?? [],
      yearEnding: params.yearEnding,
      format,
      link,
    });
    return {
      subject: content.subject,
      preheader: content.preheader,
      body: layOutSummary(content),
      text: () => writeTextSummary(content),
    };
  },
  publicData: ({ data }) => data,
  fixtures,
});
