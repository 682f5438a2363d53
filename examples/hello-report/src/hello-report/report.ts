import {
  defineReport,
  encodeSegment,
  houseFigure,
  houseNotice,
  houseParagraphs,
  mjml,
  notFound,
  z,
} from 'redress/reports';
import { fixtures } from './fixtures.ts';
import { helloReportQuery } from './query.ts';

/** How many complaints about one council were upheld in one year. See README.md beside this file. */
export const helloReport = defineReport({
  name: 'hello-report',
  title: 'Hello report',
  description: 'How many complaints about one council were upheld in one year.',
  apiVersion: 1,
  params: z.object({
    council: z.string().describe('Slug of the council: kent'),
    yearEnding: z.int().min(1975).max(2100).describe('The year ending 31 March'),
  }),
  query: helloReportQuery,
  variables: ({ council, yearEnding }) => ({ slug: council, yearEnding }),
  view: ({ data: { council }, params, format, link }) => {
    if (council === null) return notFound(`there is no council "${params.council}".`);
    const { upheld, sample } = council.performance;
    const { numerator, denominator, percent } = upheld;
    const counts =
      numerator === null || denominator === null
        ? 'The counts behind it were not published.'
        : `${format.count(numerator)} of ${format.plural(denominator, 'investigation', 'investigations')}.`;
    return {
      subject: `Upheld complaints ${params.yearEnding}: ${council.name}`,
      preheader: `How many complaints about ${council.name} were upheld`,
      body: mjml`
        ${sample && houseNotice('Sample.', ['The figures are made up to show how this report looks.'])}
        <mj-wrapper css-class="sheet" background-color="#ffffff" padding="28px 0 24px">
          <mj-section><mj-column>
            <mj-text><h1 class="title" style="margin:0;font-size:28px;line-height:34px;">${council.name}</h1></mj-text>
          </mj-column></mj-section>
          ${
            percent === null
              ? mjml`<mj-section><mj-column>${houseParagraphs(['No uphold rate is known for this year.'])}</mj-column></mj-section>`
              : houseFigure(format.percent(percent), 'Complaints upheld', counts)
          }
          <mj-section><mj-column>
            <mj-text><a href="${link(`/councils/${encodeSegment(params.council)}`)}">The council on our website</a></mj-text>
          </mj-column></mj-section>
        </mj-wrapper>`,
    };
  },
  fixtures,
});
