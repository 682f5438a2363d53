import { Field, Int, ObjectType } from 'type-graphql';
import { CacheHint } from '../common/cache-hint.ts';
import { Subject } from '../common/subject.enum.ts';
import { DecisionsCouncil } from './council.type.ts';
import type { DecisionFilter } from './decision-filter.input.ts';
import { Outcome } from './outcome.enum.ts';

const countDescription = 'How many decisions of the list would be left.';

@CacheHint({ inheritMaxAge: true })
@ObjectType({ description: 'Decisions of a list that have one subject.', simpleResolvers: true })
export class DecisionSubjectFacet {
  @Field(() => Subject, { description: 'The subject.' })
  subject!: Subject;

  @Field(() => Int, { description: countDescription })
  count!: number;
}

@CacheHint({ inheritMaxAge: true })
@ObjectType({ description: 'Decisions of a list that have one outcome.', simpleResolvers: true })
export class DecisionOutcomeFacet {
  @Field(() => Outcome, { description: 'The outcome.' })
  outcome!: Outcome;

  @Field(() => Int, { description: countDescription })
  count!: number;
}

@CacheHint({ inheritMaxAge: true })
@ObjectType({ description: 'Decisions of a list about one council.', simpleResolvers: true })
export class DecisionCouncilFacet {
  @Field(() => DecisionsCouncil, { description: 'The council.' })
  council!: DecisionsCouncil;

  @Field(() => Int, { description: countDescription })
  count!: number;
}

@CacheHint({ inheritMaxAge: true })
@ObjectType({ description: 'Decisions of a list made in one year.', simpleResolvers: true })
export class DecisionYearFacet {
  @Field(() => Int, { description: 'The year ending 31 March in which they were made.' })
  yearEnding!: number;

  @Field(() => Int, { description: countDescription })
  count!: number;
}

/** How a list divides. Each facet is counted when it is asked for; its fields are in the resolver. */
@CacheHint({ inheritMaxAge: true })
@ObjectType({
  description:
    'How a list of decisions divides, to narrow it further. Each facet counts under all conditions of the filter but its own: with `outcomes: [UPHELD]`, `outcomes` still counts every outcome, and `subjects` counts those upheld. What has no decision is left out; open cases have neither outcome nor year.',
})
export class DecisionFacets {
  constructor(
    readonly filter: DecisionFilter,
    /** The council whose list it is. Null for the list of all. */
    readonly councilCode: string | null,
  ) {}
}
