import { ApiKey } from '../schema/access/api-key.entity.ts';
import { Council } from '../schema/councils/council.entity.ts';
import { CouncilFigure } from '../schema/councils/council-figure.entity.ts';
import { CouncilSuccessor } from '../schema/councils/council-successor.entity.ts';
import { Officer } from '../schema/councils/officer.entity.ts';
import { Decision } from '../schema/decisions/decision.entity.ts';
import { DecisionCategoryRollup } from '../schema/decisions/decision-category-rollup.entity.ts';
import { DecisionCorrection } from '../schema/decisions/decision-correction.entity.ts';
import { DecisionCouncil } from '../schema/decisions/decision-council.entity.ts';
import { DecisionRollup } from '../schema/decisions/decision-rollup.entity.ts';
import { DecisionTypeRollup } from '../schema/decisions/decision-type-rollup.entity.ts';
import { FigureFreeze } from '../schema/decisions/figure-freeze.entity.ts';
import { FrozenFigure } from '../schema/decisions/frozen-figure.entity.ts';
import { PublishedAverage } from '../schema/decisions/published-average.entity.ts';
import { PublishedFigure } from '../schema/decisions/published-figure.entity.ts';
import { ComplianceOutcome } from '../schema/recommendations/compliance-outcome.entity.ts';
import { ComplianceRollup } from '../schema/recommendations/compliance-rollup.entity.ts';
import { ForgottenRemedy } from '../schema/recommendations/forgotten-remedy.entity.ts';
import { FrozenCompliance } from '../schema/recommendations/frozen-compliance.entity.ts';
import { PublishedCompliance } from '../schema/recommendations/published-compliance.entity.ts';
import { PublishedComplianceAverage } from '../schema/recommendations/published-compliance-average.entity.ts';
import { Recommendation } from '../schema/recommendations/recommendation.entity.ts';
import { RecommendationCorrection } from '../schema/recommendations/recommendation-correction.entity.ts';
import { RecommendationCouncil } from '../schema/recommendations/recommendation-council.entity.ts';
import { CouncilComment } from '../schema/reports/council-comment.entity.ts';
import { Delivery } from '../schema/reports/delivery.entity.ts';
import { Edition } from '../schema/reports/edition.entity.ts';
import { Letter } from '../schema/reports/letter.entity.ts';
import { LetterContent } from '../schema/reports/letter-content.entity.ts';
import { Run } from '../schema/reports/run.entity.ts';
import { LetterTransition, RunTransition } from '../schema/reports/transition.type.ts';
import { WebhookEvent } from '../schema/reports/webhook-event.entity.ts';
import { WordingChange } from '../schema/reports/wording-change.entity.ts';
import { WorkLease } from '../schema/reports/work-lease.entity.ts';
import { Course } from '../schema/training/course.entity.ts';
import { CourseDelivery } from '../schema/training/course-delivery.entity.ts';
import { Seminar } from '../schema/training/seminar.entity.ts';
import { SeminarAttendance } from '../schema/training/seminar-attendance.entity.ts';
import { LoadedDataset } from './loaded-dataset.entity.ts';

/** A class that TypeORM maps to a table. */
export type EntityClass = new () => object;

export const councilsEntities: readonly EntityClass[] = [
  Council,
  CouncilSuccessor,
  CouncilFigure,
  Officer,
];
export const decisionsEntities: readonly EntityClass[] = [
  Decision,
  DecisionCouncil,
  DecisionRollup,
  DecisionTypeRollup,
  PublishedFigure,
  PublishedAverage,
  DecisionCorrection,
  DecisionCategoryRollup,
  FrozenFigure,
  FigureFreeze,
];
export const recommendationsEntities: readonly EntityClass[] = [
  Recommendation,
  ComplianceOutcome,
  ComplianceRollup,
  PublishedCompliance,
  PublishedComplianceAverage,
  RecommendationCorrection,
  RecommendationCouncil,
  FrozenCompliance,
  ForgottenRemedy,
];
export const trainingEntities: readonly EntityClass[] = [
  Course,
  CourseDelivery,
  Seminar,
  SeminarAttendance,
];
export const reportsEntities: readonly EntityClass[] = [
  Edition,
  CouncilComment,
  Letter,
  WordingChange,
  LetterContent,
  LetterTransition,
  Run,
  RunTransition,
  Delivery,
  WorkLease,
  WebhookEvent,
];
export const accessEntities: readonly EntityClass[] = [ApiKey];

/** Every table's class. A subgraph alone opens the database with its own list. */
export const allEntities: readonly EntityClass[] = [
  ...councilsEntities,
  ...decisionsEntities,
  ...recommendationsEntities,
  ...trainingEntities,
  ...reportsEntities,
  ...accessEntities,
  LoadedDataset,
];
