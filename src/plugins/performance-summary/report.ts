import { defineReport, notFound } from '../../reports/index.ts';
import { writeCouncilSummary } from './council-summary.ts';
import { fixtures } from './fixtures.ts';
import { nameGroup, writeGroupSummary } from './group-summary.ts';
import { layOutSummary } from './html-body.ts';
import { type SummaryParameters, summaryParameters, writeVariables } from './parameters.ts';
import { performanceSummaryQuery } from './query.ts';
import type { SummaryContent } from './summary-content.ts';
import { writeTextSummary } from './text-summary.ts';

/**
 * The performance summary, for officers who report to a scrutiny committee: a council over the years, or a council
 * type, a region or the whole country in one year. See README.md beside this file.
 */
export const performanceSummary = defineReport({
  name: 'performance-summary',
  title: 'Performance summary',
  description:
    'For a scrutiny committee: rates beside similar councils, outcomes, subjects, place and recommendations of a council over the years, or of a type, a region or the country in one year.',
  apiVersion: 1,
  params: summaryParameters,
  query: performanceSummaryQuery,
  variables: writeVariables,
  view: ({ data, params, format, link }) => {
    const { council = null, groupPerformance: group = null, nationalPerformance = null } = data;
    let content: SummaryContent;
    if (params.council !== undefined) {
      if (council === null) {
        return notFound(
          `there is no council "${params.council}": expected a slug such as "dartford" or a GSS code such as "E07000107".`,
        );
      }
      const last = council.performanceHistory.at(-1);
      if (last === undefined) {
        return notFound(`no figures of ${council.name} are known of those years.`);
      }
      content = writeCouncilSummary(council, last, format, link);
    } else {
      const isPart = params.councilType !== undefined || params.region !== undefined;
      const { yearEnding = 0 } = params;
      if (nationalPerformance === null || (isPart && group === null)) {
        return notFound(sayNoCasework(params));
      }
      content = writeGroupSummary({
        group: isPart ? group : null,
        nation: nationalPerformance,
        params,
        yearEnding,
        format,
      });
    }
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

function sayNoCasework(params: SummaryParameters): string {
  return `there is no casework of the year ending ${params.yearEnding} (${nameGroup(params)}): printed figures are known for councils alone.`;
}
