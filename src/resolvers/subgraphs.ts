import { DecisionsCouncil } from '../schema/decisions/council.type.ts';
import { PredecessorPerformance } from '../schema/decisions/predecessor-performance.type.ts';
import { RecommendationsCouncil } from '../schema/recommendations/council.type.ts';
import { RecommendationsDecision } from '../schema/recommendations/decision.type.ts';
import {
  RecommendationsCouncilPerformance,
  RecommendationsGroupPerformance,
  RecommendationsNationalPerformance,
  RecommendationsSimilarAverage,
} from '../schema/recommendations/performance.type.ts';
import { ReportsCouncil } from '../schema/reports/council.type.ts';
import { TrainingCouncil } from '../schema/training/council.type.ts';
import { buildSubgraph, type Subgraph, type SubgraphDefinition } from './build-subgraph.ts';
import { numberKey, textKey } from './common/entity-key.ts';
import { councilByCode, councilBySlug, officerById } from './councils/council.loader.ts';
import { CouncilResolver } from './councils/council.resolver.ts';
import { CouncilLineageResolver } from './councils/lineage.resolver.ts';
import { BreakYearResolver } from './decisions/break-year.resolver.ts';
import { CorrectionResolver } from './decisions/correction.resolver.ts';
import { DecisionsCouncilResolver } from './decisions/council.resolver.ts';
import { CouncilPerformanceResolver } from './decisions/council-performance.resolver.ts';
import { decisionByReference } from './decisions/decision.loader.ts';
import { DecisionResolver, PublicReportResolver } from './decisions/decision.resolver.ts';
import {
  DecisionConnectionResolver,
  DecisionFacetsResolver,
} from './decisions/decision-facets.resolver.ts';
import { FrozenFiguresResolver } from './decisions/frozen.resolver.ts';
import {
  GroupPerformanceResolver,
  NationalPerformanceResolver,
} from './decisions/group-performance.resolver.ts';
import { loadGroupPerformanceById } from './decisions/group-performance.ts';
import { LargestMoversResolver, MoverResolver } from './decisions/largest-movers.resolver.ts';
import {
  loadNationalPerformance,
  loadNationalPerformanceById,
} from './decisions/national-performance.ts';
import { performanceByCouncilYear } from './decisions/performance.loader.ts';
import { loadPredecessorPerformance } from './decisions/predecessor-performance.ts';
import { loadSimilarAverageById } from './decisions/similar-average.ts';
import { type SubgraphName, subgraphNames } from './operation-context.ts';
import {
  RecommendationsCouncilPerformanceResolver,
  RecommendationsGroupPerformanceResolver,
  RecommendationsNationalPerformanceResolver,
  RecommendationsSimilarAverageResolver,
} from './recommendations/performance.resolver.ts';
import { recommendationById } from './recommendations/recommendation.loader.ts';
import {
  RecommendationResolver,
  RecommendationsCouncilResolver,
  RecommendationsDecisionResolver,
} from './recommendations/recommendation.resolver.ts';
import { CouncilCommentResolver } from './reports/council-comment.resolver.ts';
import { DeliveryResolver } from './reports/delivery.resolver.ts';
import { editionByYear } from './reports/edition.loader.ts';
import { EditionResolver } from './reports/edition.resolver.ts';
import { EditionChangeResolver } from './reports/edition-change.resolver.ts';
import { letterById } from './reports/letter.loader.ts';
import { LetterResolver, ReportsCouncilResolver } from './reports/letter.resolver.ts';
import { LetterContentResolver } from './reports/letter-content.resolver.ts';
import { ReportResolver } from './reports/report.resolver.ts';
import { runById } from './reports/run.loader.ts';
import { RunResolver } from './reports/run.resolver.ts';
import { courseById, seminarById } from './training/training.loader.ts';
import {
  CourseDeliveryResolver,
  CourseResolver,
  SeminarResolver,
  TrainingCouncilResolver,
  TrainingYearResolver,
} from './training/training.resolver.ts';
import { loadTrainingYear } from './training/training-year.ts';

/** The five subgraphs, each with its resolvers and the entities it can be asked for. */
const definitions: Readonly<Record<SubgraphName, SubgraphDefinition>> = {
  councils: {
    name: 'councils',
    resolvers: [CouncilResolver, CouncilLineageResolver],
    references: {
      Council: (key, context) =>
        key.code === undefined
          ? context.loader(councilBySlug).load(textKey(key, 'slug'))
          : context.loader(councilByCode).load(textKey(key, 'code')),
      Officer: (key, context) => context.loader(officerById).load(textKey(key, 'id')),
    },
  },
  decisions: {
    name: 'decisions',
    resolvers: [
      BreakYearResolver,
      DecisionResolver,
      DecisionConnectionResolver,
      DecisionFacetsResolver,
      PublicReportResolver,
      CorrectionResolver,
      DecisionsCouncilResolver,
      CouncilPerformanceResolver,
      FrozenFiguresResolver,
      GroupPerformanceResolver,
      NationalPerformanceResolver,
      LargestMoversResolver,
      MoverResolver,
    ],
    orphanedTypes: [PredecessorPerformance],
    references: {
      Council: (key) => new DecisionsCouncil(textKey(key, 'code')),
      Decision: (key, context) =>
        context.loader(decisionByReference).load(textKey(key, 'reference')),
      CouncilPerformance: (key, context) =>
        context.loader(performanceByCouncilYear).load(textKey(key, 'id')),
      PredecessorPerformance: (key, context) =>
        loadPredecessorPerformance(textKey(key, 'id'), context),
      GroupPerformance: (key, context) => loadGroupPerformanceById(textKey(key, 'id'), context),
      SimilarAverage: (key, context) => loadSimilarAverageById(textKey(key, 'id'), context),
      NationalPerformance: (key, context) =>
        key.id === undefined
          ? loadNationalPerformance(numberKey(key, 'yearEnding'), context)
          : loadNationalPerformanceById(textKey(key, 'id'), context),
    },
  },
  recommendations: {
    name: 'recommendations',
    resolvers: [
      RecommendationResolver,
      RecommendationsDecisionResolver,
      RecommendationsCouncilResolver,
      RecommendationsCouncilPerformanceResolver,
      RecommendationsSimilarAverageResolver,
      RecommendationsNationalPerformanceResolver,
      RecommendationsGroupPerformanceResolver,
    ],
    orphanedTypes: [
      RecommendationsCouncil,
      RecommendationsDecision,
      RecommendationsCouncilPerformance,
      RecommendationsSimilarAverage,
      RecommendationsNationalPerformance,
      RecommendationsGroupPerformance,
    ],
    references: {
      Council: (key) => new RecommendationsCouncil(textKey(key, 'code')),
      Decision: (key) => new RecommendationsDecision(textKey(key, 'reference')),
      Recommendation: (key, context) => context.loader(recommendationById).load(textKey(key, 'id')),
      CouncilPerformance: (key) =>
        Object.assign(new RecommendationsCouncilPerformance(), { id: textKey(key, 'id') }),
      SimilarAverage: (key) =>
        Object.assign(new RecommendationsSimilarAverage(), { id: textKey(key, 'id') }),
      GroupPerformance: (key) =>
        Object.assign(new RecommendationsGroupPerformance(), { id: textKey(key, 'id') }),
      NationalPerformance: (key) =>
        Object.assign(new RecommendationsNationalPerformance(), {
          id: textKey(key, 'id'),
        }),
    },
  },
  training: {
    name: 'training',
    resolvers: [
      TrainingYearResolver,
      CourseResolver,
      CourseDeliveryResolver,
      SeminarResolver,
      TrainingCouncilResolver,
    ],
    references: {
      Council: (key) => new TrainingCouncil(textKey(key, 'code')),
      Course: (key, context) => context.loader(courseById).load(textKey(key, 'id')),
      Seminar: (key, context) => context.loader(seminarById).load(textKey(key, 'id')),
      TrainingYear: (key, context) => loadTrainingYear(numberKey(key, 'yearEnding'), context),
    },
  },
  reports: {
    name: 'reports',
    resolvers: [
      ReportResolver,
      LetterResolver,
      ReportsCouncilResolver,
      EditionResolver,
      EditionChangeResolver,
      CouncilCommentResolver,
      DeliveryResolver,
      LetterContentResolver,
      RunResolver,
    ],
    references: {
      Council: (key) => new ReportsCouncil(textKey(key, 'code')),
      Letter: (key, context) => context.loader(letterById).load(textKey(key, 'id')),
      Run: (key, context) => context.loader(runById).load(textKey(key, 'id')),
      Edition: (key, context) => context.loader(editionByYear).load(numberKey(key, 'yearEnding')),
      ReportDefinition: (key, context) =>
        context.reports?.definitions.find((report) => report.name === key.name) ?? null,
    },
  },
};

/** Builds one subgraph. */
export function createSubgraph(name: SubgraphName): Subgraph {
  return buildSubgraph(definitions[name]);
}

/** Builds all five, in the order in which they are named. */
export function createSubgraphs(): Subgraph[] {
  return subgraphNames.map(createSubgraph);
}
