// Generated from the .graphql files of this folder. Do not edit: run `npm run generate`.
import type { TypedOperation } from './typed-operation.ts';

export interface CouncilRatesVariables {
  readonly slug: string;
  readonly yearEnding: number;
}

export interface CouncilRatesData {
  readonly council: {
    readonly name: string;
    readonly performance: {
      readonly source: 'CASEWORK' | 'PUBLISHED' | 'NONE';
      readonly sample: boolean;
      readonly upheld: {
        readonly numerator: number | null;
        readonly denominator: number | null;
        readonly percent: number | null;
      };
      readonly satisfactoryRemedies: {
        readonly numerator: number | null;
        readonly denominator: number | null;
        readonly percent: number | null;
      };
      readonly compliance: {
        readonly numerator: number | null;
        readonly denominator: number | null;
        readonly percent: number | null;
      };
      readonly similar: {
        readonly upheld: {
          readonly percent: number | null;
        };
        readonly satisfactoryRemedies: {
          readonly percent: number | null;
        };
        readonly compliance: {
          readonly percent: number | null;
        };
      } | null;
    };
  } | null;
}

export const councilRates: TypedOperation<CouncilRatesData, CouncilRatesVariables> = {
  text: "query CouncilRates($slug: String!, $yearEnding: Int!) {\n  council(slug: $slug) {\n    name\n    performance(yearEnding: $yearEnding) {\n      source\n      sample\n      upheld {\n        ...Figures\n      }\n      satisfactoryRemedies {\n        ...Figures\n      }\n      compliance {\n        ...Figures\n      }\n      similar {\n        upheld {\n          percent\n        }\n        satisfactoryRemedies {\n          percent\n        }\n        compliance {\n          percent\n        }\n      }\n    }\n  }\n}\n\nfragment Figures on Rate {\n  numerator\n  denominator\n  percent\n}",
};
