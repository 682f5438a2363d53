import { Arg, Ctx, Directive, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { Edition } from '../../schema/reports/edition.entity.ts';
import { DateScalar } from '../../schema/scalars/date.scalar.ts';
import { parseYearEnding } from '../common/year-ending.ts';
import type { OperationContext } from '../operation-context.ts';
import { editionByYear } from './letter.loader.ts';

@Resolver(() => Edition)
export class EditionResolver {
  @Query(() => Edition, {
    nullable: true,
    description: 'What all letters of a year share. Null for a year without letters.',
  })
  edition(
    @Ctx() context: OperationContext,
    @Arg('yearEnding', () => Int, { description: 'The year ending 31 March, for example 2020.' })
    yearEnding: number,
  ): Promise<Edition | null> {
    return context.loader(editionByYear).load(parseYearEnding(yearEnding));
  }

  @Query(() => [Edition], { description: 'The editions of all years, latest first.' })
  @Directive('@listSize(assumedSize: 50)')
  editions(@Ctx() context: OperationContext): Promise<Edition[]> {
    return context.databases.reports.getRepository(Edition).find({ order: { yearEnding: 'DESC' } });
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
