import { Field, Float, ID, InputType, Int } from 'type-graphql';
import { CouncilType } from '../common/council-type.enum.ts';
import { DateScalar } from '../scalars/date.scalar.ts';

@InputType({
  description: 'Whole numbers from `min` to `max`, both included; either may be left out.',
})
export class IntRange {
  @Field(() => Int, { nullable: true, description: 'Smallest number that fits.' })
  min?: number | null;

  @Field(() => Int, { nullable: true, description: 'Largest number that fits.' })
  max?: number | null;
}

@InputType({ description: 'Numbers from `min` to `max`, both included; either may be left out.' })
export class FloatRange {
  @Field(() => Float, { nullable: true, description: 'Smallest number that fits.' })
  min?: number | null;

  @Field(() => Float, { nullable: true, description: 'Largest number that fits.' })
  max?: number | null;
}

@InputType({
  description:
    'Councils by their figures of one year. A council whose figure is not known does not fit. Percentages are compared as they are shown: whole, half rounded up.',
})
export class CouncilFiguresFilter {
  @Field(() => Int, { description: 'The year ending 31 March, for example 2020.' })
  yearEnding!: number;

  @Field(() => IntRange, { nullable: true, description: 'Complaints received in the year.' })
  received?: IntRange | null;

  @Field(() => IntRange, { nullable: true, description: 'Complaints decided in the year.' })
  decided?: IntRange | null;

  @Field(() => IntRange, { nullable: true, description: 'Investigations upheld in the year.' })
  upheld?: IntRange | null;

  @Field(() => IntRange, { nullable: true, description: 'Uphold rate, whole per cent.' })
  upholdPercent?: IntRange | null;

  @Field(() => IntRange, { nullable: true, description: 'Compliance rate, whole per cent.' })
  compliancePercent?: IntRange | null;

  @Field(() => IntRange, {
    nullable: true,
    description: 'Satisfactory remedy rate, whole per cent.',
  })
  satisfactoryRemedyPercent?: IntRange | null;

  @Field(() => FloatRange, {
    nullable: true,
    description: 'Upheld for every 100,000 people, one decimal.',
  })
  upheldPer100k?: FloatRange | null;
}

@InputType({ description: 'Which councils. Conditions add up: a council must fit all of them.' })
export class CouncilFilter {
  @Field(() => [ID], { nullable: true, description: 'Only these ONS codes.' })
  codes?: string[] | null;

  @Field(() => [CouncilType], { nullable: true, description: 'Only these types.' })
  types?: CouncilType[] | null;

  @Field(() => [String], { nullable: true, description: 'Only these regions, by full name.' })
  regions?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'Words that the name holds, in any order and case: `north york`.',
  })
  search?: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'Only councils that were there on this day: begun by then, and not yet ended or merged.',
  })
  existedOn?: string | null;

  @Field(() => CouncilFiguresFilter, { nullable: true, description: 'By the figures of a year.' })
  figures?: CouncilFiguresFilter | null;
}
