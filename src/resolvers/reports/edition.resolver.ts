import { Arg, Ctx, Directive, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { Edition } from '../../schema/reports/edition.entity.ts';
import { DateScalar } from '../../schema/scalars/date.scalar.ts';
import { parseYearEnding } from '../common/year-ending.ts';
import type { OperationContext } from '../operation-context.ts';
import { editionByYear, findVisibleYears } from './edition.loader.ts';

@Resolver(() => Edition)
export class EditionResolver {
  @Query(() => Edition, {
    nullable: true,
    description:
      'What all letters of a year share. Null for a year that has none, or whose letters are not public and you may not read them.',
  })
  edition(
    @Ctx() context: OperationContext,
    @Arg('yearEnding', () => Int, { description: 'The year ending 31 March, for example 2020.' })
    yearEnding: number,
  ): Promise<Edition | null> {
    return context.loader(editionByYear).load(parseYearEnding(yearEnding));
  }

  @Query(() => [Edition], {
    description: 'The editions of all years whose letters you may read, latest first.',
  })
  @Directive('@listSize(assumedSize: 50)')
  async editions(@Ctx() context: OperationContext): Promise<Edition[]> {
    const editions = await context.databases.reports
      .getRepository(Edition)
      .find({ order: { yearEnding: 'DESC' } });
    const years = editions.map(({ yearEnding }) => yearEnding);
    const visible = new Set(await findVisibleYears(context, years));
    return editions.filter(({ yearEnding }) => visible.has(yearEnding));
  }

  @FieldResolver(() => DateScalar, {
    description: 'First day of the year that the letters are about.',
  })
  periodStart(@Root() edition: Edition): string {
    return `${edition.yearEnding - 1}-04-01`;
  }

  @FieldResolver(() => DateScalar, {
    description: 'Last day of the year that the letters are about.',
  })
  periodEnd(@Root() edition: Edition): string {
    return `${edition.yearEnding}-03-31`;
  }
}
