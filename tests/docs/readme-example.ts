import { defineReport, graphql, html, mjml, notFound, z } from '../../src/reports/index.ts';

export const received = defineReport({
  name: 'received',
  title: 'Complaints received',
  description: 'How many complaints about one council came in.',
  apiVersion: 1,
  params: z.object({ slug: z.string(), yearEnding: z.int() }),
  query: graphql(`
    query Received($slug: String!, $yearEnding: Int!) {
      council(slug: $slug) { name performance(yearEnding: $yearEnding) { received } }
    }
  `),
  view: ({ data, params }) => {
    if (data.council === null) return notFound(`there is no council "${params.slug}".`);
    const { name, performance } = data.council;
    return {
      subject: `Complaints about ${name}`,
      preheader: `Year ending ${params.yearEnding}`,
      body: mjml`<mj-section><mj-column><mj-text>${html`<p>${performance.received} came in.</p>`}</mj-text></mj-column></mj-section>`,
    };
  },
  fixtures: {
    typical: {
      params: { slug: 'alder', yearEnding: 2020 },
      data: { council: { name: 'Alder', performance: { received: 12 } } },
    },
  },
});
