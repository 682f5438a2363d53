import {
  Arg,
  Ctx,
  Directive,
  FieldResolver,
  ID,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { Connection } from '../../schema/common/connection.type.ts';
import type { Correction } from '../../schema/common/correction.type.ts';
import { formatCouncilYear } from '../../schema/common/council-year.ts';
import {
  describeDifferences,
  FigureDifference,
} from '../../schema/common/figure-difference.type.ts';
import { FigureSource } from '../../schema/common/figure-source.enum.ts';
import { CorrectionConnection } from '../../schema/decisions/correction-connection.type.ts';
import { CouncilPerformance } from '../../schema/decisions/council-performance.type.ts';
import { FigureFreeze } from '../../schema/decisions/figure-freeze.entity.ts';
import { inputError } from '../common/input-error.ts';
import { defaultPageSize } from '../common/pagination.ts';
import { parseYearEnding } from '../common/year-ending.ts';
import type { OperationContext } from '../operation-context.ts';
import type { WholeFigures } from './compare-figures.ts';
import { compareFigures } from './compare-figures.ts';
import { caseworkDesk, listCorrections } from './correction.resolver.ts';
import { liveKeyOf } from './frozen.ts';
import {
  allDecisionCouncils,
  categoriesByCouncilYear,
  performanceByCouncilYear,
} from './performance.loader.ts';
import { liveUpheldPer100k } from './upheld-per-100k.ts';

const yearDescription = 'The year ending 31 March, for example 2020.';

@Resolver(() => CouncilPerformance)
export class FrozenFiguresResolver {
  @FieldResolver(() => CouncilPerformance, {
    nullable: true,
    description:
      'The same figures by the casework of today, where these are frozen. Null for figures that are live themselves.',
  })
  live(
    @Root() performance: CouncilPerformance,
    @Ctx() context: OperationContext,
  ): Promise<CouncilPerformance | null> | null {
    if (performance.frozenAt === null) return null;
    return context.loader(performanceByCouncilYear).load(liveKeyOf(performance));
  }

  @FieldResolver(() => [FigureDifference], {
    description:
      'Every count and rate that is another today than when these figures were frozen; compliance has its own, `complianceDifferences`. Empty where nothing changed, and for live figures.',
  })
  @Directive('@listSize(assumedSize: 20)')
  async differences(
    @Root() performance: CouncilPerformance,
    @Ctx() context: OperationContext,
  ): Promise<FigureDifference[]> {
    if (performance.frozenAt === null) return [];
    const live = await context.loader(performanceByCouncilYear).load(liveKeyOf(performance));
    if (live === null) return [];
    const [then, now] = await Promise.all([
      wholeFigures(performance, context),
      wholeFigures(live, context),
    ]);
    return describeDifferences(compareFigures(then, now));
  }

  @FieldResolver(() => CorrectionConnection, {
    nullable: true,
    description:
      'Corrections of decisions about this council since these figures were frozen, of any year, the last first: why figures differ. Empty for live figures. Needs the scope `casework:read`.',
  })
  @Directive('@requiresScopes(scopes: [["casework:read"]])')
  correctionsSinceFrozen(
    @Root() { councilCode, frozenAt }: CouncilPerformance,
    @Ctx() context: OperationContext,
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
  ): Promise<Connection<Correction>> {
    // After the end of time there is no correction.
    const since = frozenAt ?? '9999-12-31T23:59:59.999Z';
    return listCorrections(context, { council: councilCode, since }, first, after);
  }

  @Query(() => [FigureFreeze], {
    nullable: true,
    description:
      'Who froze and unfroze the figures of a year, the first time first. Needs the scope `letters:read`.',
  })
  @Directive('@requiresScopes(scopes: [["letters:read"]])')
  @Directive('@listSize(assumedSize: 20)')
  figureFreezes(
    @Ctx() context: OperationContext,
    @Arg('yearEnding', () => Int, { description: yearDescription }) yearEnding: number,
  ): Promise<FigureFreeze[]> {
    return context.databases.decisions.getRepository(FigureFreeze).find({
      where: { yearEnding: parseYearEnding(yearEnding) },
      order: { number: 'ASC' },
    });
  }

  @Mutation(() => FigureFreeze, {
    nullable: true,
    description:
      'Freezes the figures of a year as they are now: of each council, the averages and England, compliance as well. What is frozen already stays, but for councils that are named, so that it may be sent again. Null when there was nothing to freeze. Needs the scope `letters:publish`.',
  })
  @Directive('@requiresScopes(scopes: [["letters:publish"]])')
  freezeYear(
    @Ctx() context: OperationContext,
    @Arg('yearEnding', () => Int, { description: yearDescription }) yearEnding: number,
    @Arg('councils', () => [ID], {
      nullable: true,
      description:
        'Codes of councils whose figures are frozen anew, for letters that were corrected. All that are not frozen if left out.',
    })
    councils?: string[] | null,
  ): Promise<FigureFreeze | null> {
    return change(context, 'freezeYear', yearEnding, councils);
  }

  @Mutation(() => FigureFreeze, {
    nullable: true,
    description:
      'Makes the figures of a year live again. Null when none was frozen. Needs the scope `letters:publish`.',
  })
  @Directive('@requiresScopes(scopes: [["letters:publish"]])')
  unfreezeYear(
    @Ctx() context: OperationContext,
    @Arg('yearEnding', () => Int, { description: yearDescription }) yearEnding: number,
    @Arg('councils', () => [ID], {
      nullable: true,
      description: 'Codes of councils. The whole year, with averages and England, if left out.',
    })
    councils?: string[] | null,
  ): Promise<FigureFreeze | null> {
    return change(context, 'unfreezeYear', yearEnding, councils);
  }
}

async function change(
  context: OperationContext,
  what: 'freezeYear' | 'unfreezeYear',
  yearEnding: number,
  councils: string[] | null | undefined,
): Promise<FigureFreeze | null> {
  const desk = caseworkDesk(context);
  const known = await context.loader(allDecisionCouncils).load('all');
  const unknown = councils?.find((code) => !known.has(code));
  if (unknown !== undefined || councils?.length === 0) {
    throw inputError('councils', 'codes of councils that are here', unknown ?? councils);
  }
  return desk[what]({
    yearEnding: parseYearEnding(yearEnding),
    councils: councils ?? null,
    by: context.callerId ?? 'unknown caller',
  });
}

async function wholeFigures(
  performance: CouncilPerformance,
  context: OperationContext,
): Promise<WholeFigures> {
  const upheldPer100k = await liveUpheldPer100k(performance, context);
  const { councilCode, yearEnding, frozenAt, frozen, source } = performance;
  if (frozenAt !== null) {
    return { performance, upheldPer100k, categories: frozen?.categories ?? null };
  }
  const key = formatCouncilYear(councilCode, yearEnding);
  const categories =
    source === FigureSource.CASEWORK
      ? await context.loader(categoriesByCouncilYear).load(key)
      : null;
  return { performance, upheldPer100k, categories };
}
