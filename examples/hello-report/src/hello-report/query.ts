import { type DataOf, graphql } from 'redress/reports';

/** What the report asks of the graph. Try it in the explorer at /graphql. */
export const helloReportQuery = graphql(`
  query HelloReport($slug: String!, $yearEnding: Int!) {
    council(slug: $slug) {
      name
      performance(yearEnding: $yearEnding) {
        upheld { numerator denominator percent }
        sample
      }
    }
  }
`);

/** The data of the report, as the graph gives it. */
export type HelloReportData = DataOf<typeof helloReportQuery>;
