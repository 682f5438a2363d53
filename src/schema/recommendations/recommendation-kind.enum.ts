import { registerEnumType } from 'type-graphql';

export const RecommendationKind = {
  PERSONAL_REMEDY: 'PERSONAL_REMEDY',
  SERVICE_IMPROVEMENT: 'SERVICE_IMPROVEMENT',
} as const;
export type RecommendationKind = (typeof RecommendationKind)[keyof typeof RecommendationKind];

registerEnumType(RecommendationKind, {
  name: 'RecommendationKind',
  description: 'For whom a recommendation is.',
  valuesConfig: {
    PERSONAL_REMEDY: { description: 'For the person who complained. Its words are private.' },
    SERVICE_IMPROVEMENT: { description: 'For everyone who uses the service. Published.' },
  },
});
