import { Arg, Ctx, Directive, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { Connection } from '../../schema/common/connection.type.ts';
import type { Subject } from '../../schema/common/subject.enum.ts';
import { DecisionsCouncil } from '../../schema/decisions/council.type.ts';
import type { Decision } from '../../schema/decisions/decision.entity.ts';
import { DecisionConnection } from '../../schema/decisions/decision-connection.type.ts';
import {
  DecisionCouncilFacet,
  DecisionFacets,
  DecisionOutcomeFacet,
  DecisionSubjectFacet,
  DecisionYearFacet,
} from '../../schema/decisions/decision-facets.type.ts';
import type { Outcome } from '../../schema/decisions/outcome.enum.ts';
import { inputError } from '../common/input-error.ts';
import { maxPageSize } from '../common/pagination.ts';
import type { OperationContext } from '../operation-context.ts';
import { decisionFacetByCouncil } from './decision.loader.ts';
import { countFacet, type Facet } from './decision-facets.repository.ts';

/** A page of decisions that knows how its list divides. */
export type DecisionList = Connection<Decision> & { facets: DecisionFacets };

@Resolver(() => DecisionConnection)
export class DecisionConnectionResolver {
  @FieldResolver(() => DecisionFacets, {
    description:
      'How the whole list divides by subject, outcome, council and year. Each facet costs a count: ask only for what is shown.',
  })
  facets(@Root() list: DecisionList): DecisionFacets {
    return list.facets;
  }
}

@Resolver(() => DecisionFacets)
export class DecisionFacetsResolver {
  @FieldResolver(() => [DecisionSubjectFacet], { description: 'By subject, the most first.' })
  @Directive('@listSize(assumedSize: 9)')
  async subjects(
    @Root() facets: DecisionFacets,
    @Ctx() context: OperationContext,
  ): Promise<DecisionSubjectFacet[]> {
    const counts = await loadFacet(facets, 'subjects', context);
    return counts.map(({ value, count }) => ({ subject: value as Subject, count }));
  }

  @FieldResolver(() => [DecisionOutcomeFacet], { description: 'By outcome, the most first.' })
  @Directive('@listSize(assumedSize: 6)')
  async outcomes(
    @Root() facets: DecisionFacets,
    @Ctx() context: OperationContext,
  ): Promise<DecisionOutcomeFacet[]> {
    const counts = await loadFacet(facets, 'outcomes', context);
    return counts.map(({ value, count }) => ({ outcome: value as Outcome, count }));
  }

  @FieldResolver(() => [DecisionCouncilFacet], {
    description:
      'By council, the most first, equal ones in order of code. A council’s own list has one.',
  })
  @Directive('@listSize(slicingArguments: ["first"], requireOneSlicingArgument: false)')
  async councils(
    @Root() facets: DecisionFacets,
    @Ctx() context: OperationContext,
    @Arg('first', () => Int, {
      nullable: true,
      defaultValue: 20,
      description: 'So many councils, 1 to 100.',
    })
    first: number | null,
  ): Promise<DecisionCouncilFacet[]> {
    const most = first ?? 20;
    if (most < 1 || most > maxPageSize) {
      throw inputError('first', `a number from 1 to ${maxPageSize}`, most);
    }
    const counts = await loadFacet(facets, 'councils', context);
    return counts
      .slice(0, most)
      .map(({ value, count }) => ({ council: new DecisionsCouncil(String(value)), count }));
  }

  @FieldResolver(() => [DecisionYearFacet], {
    description: 'By year of decision, the latest first.',
  })
  @Directive('@listSize(assumedSize: 50)')
  async years(
    @Root() facets: DecisionFacets,
    @Ctx() context: OperationContext,
  ): Promise<DecisionYearFacet[]> {
    const counts = await loadFacet(facets, 'years', context);
    return counts
      .map(({ value, count }) => ({ yearEnding: Number(value), count }))
      .toSorted((a, b) => b.yearEnding - a.yearEnding);
  }
}

async function loadFacet(
  { filter, councilCode }: DecisionFacets,
  facet: Facet,
  context: OperationContext,
) {
  const counts =
    councilCode === null
      ? await countFacet(context.databases.decisions, facet, filter, null)
      : await context.loader(decisionFacetByCouncil, { facet, filter }).load(councilCode);
  return counts.toSorted(
    (a, b) => b.count - a.count || (String(a.value) < String(b.value) ? -1 : 1),
  );
}
