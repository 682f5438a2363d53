import { createConnectionType } from '../common/connection.type.ts';
import { Recommendation } from './recommendation.entity.ts';

export const RecommendationConnection = createConnectionType(
  Recommendation,
  'Recommendation',
  'recommendations',
);
export type RecommendationConnection = InstanceType<typeof RecommendationConnection>;
