import { Arg, Ctx, Directive, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { formatCouncilYear, formatLiveCouncilYear } from '../../schema/common/council-year.ts';
import { parseNationYear } from '../../schema/common/nation-year.ts';
import { DecisionsCouncil } from '../../schema/decisions/council.type.ts';
import { CouncilPerformance } from '../../schema/decisions/council-performance.type.ts';
import { LargestMovers, Mover, MoverMeasure } from '../../schema/decisions/largest-movers.type.ts';
import { NationalPerformance } from '../../schema/decisions/national-performance.type.ts';
import { inputError } from '../common/input-error.ts';
import { maxPageSize } from '../common/pagination.ts';
import type { OperationContext } from '../operation-context.ts';
import { type FoundMover, findLargestMovers } from './largest-movers.repository.ts';
import { performanceByCouncilYear } from './performance.loader.ts';

/** Fewer cases than this in either year, and one case more or less moves a rate by more than ten points. */
const defaultLeast = 10;
const defaultFirst = 10;

@Resolver(() => NationalPerformance)
export class LargestMoversResolver {
  @FieldResolver(() => LargestMovers, {
    description:
      'The councils whose figure moved most since the year before, by the figures that their own pages show. A council that was not there in both years is not among them; where either is a break year, see `breakYears`.',
  })
  @Directive(
    '@listSize(slicingArguments: ["first"], sizedFields: ["up", "down"], requireOneSlicingArgument: false)',
  )
  async largestMovers(
    @Root() { id, yearEnding }: NationalPerformance,
    @Ctx() context: OperationContext,
    @Arg('measure', () => MoverMeasure, {
      nullable: true,
      defaultValue: MoverMeasure.UPHOLD_RATE,
      description: 'By what.',
    })
    measure: MoverMeasure | null,
    @Arg('first', () => Int, {
      nullable: true,
      defaultValue: defaultFirst,
      description: 'So many councils up and as many down, 1 to 100.',
    })
    first: number | null,
    @Arg('least', () => Int, {
      nullable: true,
      defaultValue: defaultLeast,
      description:
        'Cases on which the figure must rest in both years, from 1: with few, a single case moves a rate far. A printed figure of which they are not known is left out.',
    })
    least: number | null,
  ): Promise<LargestMovers> {
    const most = first ?? defaultFirst;
    if (most < 1 || most > maxPageSize) {
      throw inputError('first', `a number from 1 to ${maxPageSize}`, most);
    }
    const cases = least ?? defaultLeast;
    if (cases < 1) throw inputError('least', 'a number from 1', cases);
    const isLive = parseNationYear(id)?.isLive ?? false;
    const found = await findLargestMovers(context.databases.decisions, {
      yearEnding,
      measure: measure ?? MoverMeasure.UPHOLD_RATE,
      first: most,
      least: cases,
      isLive,
    });
    const movers = new LargestMovers();
    const make = (mover: FoundMover) => Object.assign(new Mover(), mover, { yearEnding, isLive });
    movers.up = found.up.map(make);
    movers.down = found.down.map(make);
    return movers;
  }
}

@Resolver(() => Mover)
export class MoverResolver {
  @FieldResolver(() => DecisionsCouncil, { description: 'The council.' })
  council(@Root() { councilCode }: Mover): DecisionsCouncil {
    return new DecisionsCouncil(councilCode);
  }

  @FieldResolver(() => CouncilPerformance, { description: 'Its figures of the year.' })
  performance(
    @Root() mover: Mover,
    @Ctx() context: OperationContext,
  ): Promise<CouncilPerformance | null> {
    return loadFigures(mover, mover.yearEnding, context);
  }

  @FieldResolver(() => CouncilPerformance, { description: 'Its figures of the year before.' })
  performanceBefore(
    @Root() mover: Mover,
    @Ctx() context: OperationContext,
  ): Promise<CouncilPerformance | null> {
    return loadFigures(mover, mover.yearEnding - 1, context);
  }
}

function loadFigures(
  { councilCode, isLive }: Mover,
  yearEnding: number,
  context: OperationContext,
): Promise<CouncilPerformance | null> {
  const format = isLive ? formatLiveCouncilYear : formatCouncilYear;
  return context.loader(performanceByCouncilYear).load(format(councilCode, yearEnding));
}
