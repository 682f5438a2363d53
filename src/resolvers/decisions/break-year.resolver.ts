import { Directive, Query, Resolver } from 'type-graphql';
import { breakNoteOf, breakYears } from '../../schema/decisions/break-year.ts';
import { BreakYear } from '../../schema/decisions/break-year.type.ts';

@Resolver(() => BreakYear)
export class BreakYearResolver {
  @Query(() => [BreakYear], {
    description:
      'The years that cannot simply be set beside others, the first first, whether or not their figures are known here.',
  })
  @Directive('@listSize(assumedSize: 10)')
  breakYears(): BreakYear[] {
    return breakYears.map((yearEnding) => ({ yearEnding, note: breakNoteOf(yearEnding) ?? '' }));
  }
}
