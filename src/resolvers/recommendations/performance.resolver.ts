import { Ctx, Directive, FieldResolver, Float, Resolver, Root } from 'type-graphql';
import { FigureDifference } from '../../schema/common/figure-difference.type.ts';
import { percentWithOneDecimal } from '../../schema/common/rate.ts';
import { Rate } from '../../schema/common/rate.type.ts';
import { Standing } from '../../schema/common/standing.type.ts';
import { ComplianceCounts } from '../../schema/recommendations/compliance-counts.type.ts';
import {
  RecommendationsCouncilPerformance,
  RecommendationsGroupPerformance,
  RecommendationsNationalPerformance,
  RecommendationsSimilarAverage,
} from '../../schema/recommendations/performance.type.ts';
import { RecommendationCounts } from '../../schema/recommendations/recommendation-counts.type.ts';
import type { OperationContext } from '../operation-context.ts';
import {
  loadAverageCompliance,
  loadCompliance,
  loadComplianceDifferences,
  loadComplianceStanding,
  loadGroupCompliance,
  loadNationalCompliance,
} from './compliance.loader.ts';
import {
  loadGroupRecommendationCounts,
  loadNationalRecommendationCounts,
  loadRecommendationCounts,
} from './recommendation-counts.loader.ts';

const rateDescription =
  'Compliance rate: outcomes where the council did what it had agreed, on time or late, out of all outcomes recorded in the year. Percent is null where none was due.';

@Resolver(() => RecommendationsCouncilPerformance)
export class RecommendationsCouncilPerformanceResolver {
  @FieldResolver(() => Rate, { description: rateDescription })
  async compliance(
    @Root() performance: RecommendationsCouncilPerformance,
    @Ctx() context: OperationContext,
  ): Promise<Rate> {
    return (await loadCompliance(performance.id, context)).rate;
  }

  @FieldResolver(() => ComplianceCounts, { description: 'Compliance outcomes by kind.' })
  async complianceCounts(
    @Root() performance: RecommendationsCouncilPerformance,
    @Ctx() context: OperationContext,
  ): Promise<ComplianceCounts> {
    return (await loadCompliance(performance.id, context)).counts;
  }

  @FieldResolver(() => [FigureDifference], {
    description:
      'Every figure of compliance that is another today than when these figures were frozen. Empty where nothing changed, and for live figures.',
  })
  @Directive('@listSize(assumedSize: 6)')
  complianceDifferences(
    @Root() performance: RecommendationsCouncilPerformance,
    @Ctx() context: OperationContext,
  ): Promise<FigureDifference[]> {
    return loadComplianceDifferences(performance.id, context);
  }

  @FieldResolver(() => Standing, {
    nullable: true,
    description:
      'Where the council stands among councils of its type by compliance rate, the highest first. Null where nothing was due, and where figures were printed.',
  })
  complianceStanding(
    @Root() performance: RecommendationsCouncilPerformance,
    @Ctx() context: OperationContext,
  ): Promise<Standing | null> {
    return loadComplianceStanding(performance.id, context);
  }

  @FieldResolver(() => RecommendationCounts, {
    nullable: true,
    description:
      'Recommendations by kind, and service improvements by theme. Null where figures were printed, for prints do not tell them.',
  })
  recommendationCounts(
    @Root() performance: RecommendationsCouncilPerformance,
    @Ctx() context: OperationContext,
  ): Promise<RecommendationCounts | null> {
    return loadRecommendationCounts(performance.id, context);
  }
}

@Resolver(() => RecommendationsSimilarAverage)
export class RecommendationsSimilarAverageResolver {
  @FieldResolver(() => Rate, { description: rateDescription })
  async compliance(
    @Root() average: RecommendationsSimilarAverage,
    @Ctx() context: OperationContext,
  ): Promise<Rate> {
    return (await loadAverageCompliance(average.id, context)).rate;
  }
}

@Resolver(() => RecommendationsNationalPerformance)
export class RecommendationsNationalPerformanceResolver {
  @FieldResolver(() => Rate, { description: rateDescription })
  async compliance(
    @Root() national: RecommendationsNationalPerformance,
    @Ctx() context: OperationContext,
  ): Promise<Rate> {
    return (await loadNationalCompliance(national.id, context)).rate;
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description: 'Compliance rate with one decimal, as the national figure is shown: 99.4.',
  })
  async compliancePercentOneDecimal(
    @Root() national: RecommendationsNationalPerformance,
    @Ctx() context: OperationContext,
  ): Promise<number | null> {
    const { rate } = await loadNationalCompliance(national.id, context);
    return percentWithOneDecimal(rate.numerator ?? 0, rate.denominator ?? 0);
  }

  @FieldResolver(() => ComplianceCounts, { description: 'Compliance outcomes by kind.' })
  async complianceCounts(
    @Root() national: RecommendationsNationalPerformance,
    @Ctx() context: OperationContext,
  ): Promise<ComplianceCounts> {
    return (await loadNationalCompliance(national.id, context)).counts;
  }

  @FieldResolver(() => RecommendationCounts, {
    nullable: true,
    description: 'Recommendations by kind, and service improvements by theme.',
  })
  recommendationCounts(
    @Root() national: RecommendationsNationalPerformance,
    @Ctx() context: OperationContext,
  ): Promise<RecommendationCounts | null> {
    return loadNationalRecommendationCounts(national.id, context);
  }
}

@Resolver(() => RecommendationsGroupPerformance)
export class RecommendationsGroupPerformanceResolver {
  @FieldResolver(() => Rate, { nullable: true, description: rateDescription })
  async compliance(
    @Root() group: RecommendationsGroupPerformance,
    @Ctx() context: OperationContext,
  ): Promise<Rate> {
    return (await loadGroupCompliance(group.id, context)).rate;
  }

  @FieldResolver(() => ComplianceCounts, {
    nullable: true,
    description: 'Compliance outcomes by kind.',
  })
  async complianceCounts(
    @Root() group: RecommendationsGroupPerformance,
    @Ctx() context: OperationContext,
  ): Promise<ComplianceCounts> {
    return (await loadGroupCompliance(group.id, context)).counts;
  }

  @FieldResolver(() => RecommendationCounts, {
    nullable: true,
    description: 'Recommendations by kind, and service improvements by theme.',
  })
  recommendationCounts(
    @Root() group: RecommendationsGroupPerformance,
    @Ctx() context: OperationContext,
  ): Promise<RecommendationCounts | null> {
    return loadGroupRecommendationCounts(group.id, context);
  }
}
