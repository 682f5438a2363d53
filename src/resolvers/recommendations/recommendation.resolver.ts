import { Arg, Ctx, Directive, FieldResolver, ID, Int, Resolver, Root } from 'type-graphql';
import { CacheHint } from '../../schema/common/cache-hint.ts';
import type { Connection } from '../../schema/common/connection.type.ts';
import { Correction } from '../../schema/common/correction.type.ts';
import { RecommendationsCouncil } from '../../schema/recommendations/council.type.ts';
import { RecommendationsDecision } from '../../schema/recommendations/decision.type.ts';
import { Recommendation } from '../../schema/recommendations/recommendation.entity.ts';
import { RecommendationConnection } from '../../schema/recommendations/recommendation-connection.type.ts';
import { RecommendationKind } from '../../schema/recommendations/recommendation-kind.enum.ts';
import { correctionOf } from '../common/correction.ts';
import {
  createConnection,
  defaultPageSize,
  formatCursor,
  parsePage,
} from '../common/pagination.ts';
import { parseYearEnding } from '../common/year-ending.ts';
import type { OperationContext } from '../operation-context.ts';
import {
  correctionsByRecommendation,
  formatRecommendationId,
  recommendationsByDecision,
  serviceImprovementCountByCouncil,
  serviceImprovementsByCouncil,
} from './recommendation.loader.ts';
import { serviceImprovementKey } from './recommendation.repository.ts';

@Resolver(() => Recommendation)
export class RecommendationResolver {
  @FieldResolver(() => ID, { description: 'Decision and number: `19 007 429/1`.' })
  id(@Root() recommendation: Recommendation): string {
    return formatRecommendationId(recommendation.decisionReference, recommendation.number);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'What was agreed, plain text. Personal remedies are private: null without the scope `casework:read`.',
  })
  @CacheHint({ maxAge: 0, scope: 'PRIVATE' })
  text(@Root() recommendation: Recommendation, @Ctx() context: OperationContext): string | null {
    const isPrivate = recommendation.kind === RecommendationKind.PERSONAL_REMEDY;
    return isPrivate && !context.may('casework:read') ? null : recommendation.text;
  }

  @FieldResolver(() => [Correction], {
    nullable: true,
    description:
      'What was corrected of it since it was first taken in, the last correction first. The words of personal remedies are not kept. Needs the scope `casework:read`.',
  })
  @Directive('@requiresScopes(scopes: [["casework:read"]])')
  @Directive('@listSize(assumedSize: 20)')
  async corrections(
    @Root() recommendation: Recommendation,
    @Ctx() context: OperationContext,
  ): Promise<Correction[]> {
    const id = formatRecommendationId(recommendation.decisionReference, recommendation.number);
    const records = await context.loader(correctionsByRecommendation).load(id);
    return records.map((record) => correctionOf(id, record));
  }

  @FieldResolver(() => RecommendationsDecision, { description: 'The upheld decision.' })
  decision(@Root() recommendation: Recommendation): RecommendationsDecision {
    return new RecommendationsDecision(recommendation.decisionReference);
  }

  @FieldResolver(() => RecommendationsCouncil, { description: 'The council that agreed to it.' })
  council(@Root() recommendation: Recommendation): RecommendationsCouncil {
    return new RecommendationsCouncil(recommendation.councilCode);
  }
}

@Resolver(() => RecommendationsDecision)
export class RecommendationsDecisionResolver {
  @FieldResolver(() => [Recommendation], {
    nullable: true,
    description:
      'What the council agreed to do, in the order of the decision. Empty unless upheld.',
  })
  @Directive('@listSize(assumedSize: 20)')
  recommendations(
    @Root() decision: RecommendationsDecision,
    @Ctx() context: OperationContext,
  ): Promise<Recommendation[]> {
    return context.loader(recommendationsByDecision).load(decision.reference);
  }
}

const order = 'service-improvements';

@Resolver(() => RecommendationsCouncil)
export class RecommendationsCouncilResolver {
  @FieldResolver(() => RecommendationConnection, {
    nullable: true,
    description: 'What the council agreed to change in its services, the last due first.',
  })
  async serviceImprovements(
    @Root() council: RecommendationsCouncil,
    @Ctx() context: OperationContext,
    @Arg('yearEnding', () => Int, {
      nullable: true,
      description: 'Settled in this year ending 31 March. All, settled or not, if left out.',
    })
    yearEnding: number | null | undefined,
    @Arg('first', () => Int, {
      nullable: true,
      defaultValue: defaultPageSize,
      description: 'Items on the page, 1 to 100.',
    })
    first: number | null,
    @Arg('after', () => String, {
      nullable: true,
      description: 'Cursor after which the page begins.',
    })
    after?: string | null,
  ): Promise<Connection<Recommendation>> {
    const page = parsePage({ first, after }, order);
    const year = yearEnding == null ? null : parseYearEnding(yearEnding);
    const list = { yearEnding: year, page };
    const rows = await context.loader(serviceImprovementsByCouncil, list).load(council.code);
    return createConnection(
      rows,
      page,
      (row) => formatCursor(serviceImprovementKey(row), order),
      () => context.loader(serviceImprovementCountByCouncil, year).load(council.code),
    );
  }
}
