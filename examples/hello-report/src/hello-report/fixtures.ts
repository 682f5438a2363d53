import type { Fixture } from 'redress/reports';
import type { HelloReportData } from './query.ts';

/** The parameters of the report. */
export interface HelloReportParameters {
  readonly council: string;
  readonly yearEnding: number;
}

const params: HelloReportParameters = { council: 'marlow-vale', yearEnding: 2020 };

/** Made-up cases: for preview, tests and checks. Their data is typed by the query. */
export const fixtures: Readonly<Record<string, Fixture<HelloReportParameters, HelloReportData>>> = {
  typical: {
    params,
    data: {
      council: {
        name: 'Marlow Vale Borough Council',
        performance: {
          upheld: { numerator: 37, denominator: 54, percent: 69 },
          sample: false,
        },
      },
    },
  },
  'no-investigations': {
    params,
    data: {
      council: {
        name: 'Marlow Vale Borough Council',
        performance: {
          upheld: { numerator: 0, denominator: 0, percent: null },
          sample: true,
        },
      },
    },
  },
};
