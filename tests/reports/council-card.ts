import { defineReport, graphql, html, mjml, notFound, z } from '../../src/reports/index.ts';

/** A small report for tests: one council's name, region and officers. */
export const councilCard = defineReport({
  name: 'council-card',
  title: 'Council card',
  apiVersion: 1,
  params: z.object({ council: z.string(), yearEnding: z.int().optional() }),
  query: graphql(`
    query CouncilCard($slug: String!) {
      council(slug: $slug) { name region officers { name } }
    }
  `),
  variables: ({ council }) => ({ slug: council }),
  view: ({ data: { council }, params, format, link, now }) =>
    council === null
      ? notFound(`there is no council "${params.council}".`)
      : {
          subject: `Card of ${council.name}`,
          preheader: `Where ${council.name} is`,
          letterDate: '2020-07-22',
          body: mjml`<mj-section><mj-column>
            <mj-text><h1>${council.name}</h1></mj-text>
            <mj-text>In ${council.region}, as of ${format.date(now.toISOString().slice(0, 10))}.
              <a href="${link(`/councils/${params.council}`)}">Its page</a></mj-text>
            <mj-text>${(council.officers ?? []).map(({ name }) => html`<p>${name}</p>`)}</mj-text>
          </mj-column></mj-section>`,
        },
  publicData: ({ data }) => ({ region: data.council?.region }),
  fixtures: {
    kent: {
      params: { council: 'kent' },
      data: { council: { name: 'Kent', region: 'South East', officers: [{ name: 'Ann Lee' }] } },
    },
  },
});
