import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { CacheHint, figuresMaxAge } from '../common/cache-hint.ts';
import { CourseDelivery } from './course-delivery.entity.ts';
import { Seminar } from './seminar.entity.ts';

/** A council as the training subgraph knows it: by its key alone. */
@Directive('@key(fields: "code")')
@CacheHint({ maxAge: figuresMaxAge })
@ObjectType('Council', { simpleResolvers: true })
export class TrainingCouncil {
  @Field(() => ID)
  code!: string;

  constructor(code: string) {
    this.code = code;
  }
}

@CacheHint({ maxAge: figuresMaxAge })
@ObjectType({
  description: 'Training that officers of one council had in one year.',
  simpleResolvers: true,
})
export class CouncilTraining {
  @Field(() => Int, { description: 'The year ending 31 March.' })
  yearEnding!: number;

  @Field(() => [CourseDelivery], { description: 'Courses held for the council, earliest first.' })
  @Directive('@listSize(assumedSize: 100)')
  courses!: CourseDelivery[];

  @Field(() => [Seminar], { description: 'Seminars to which it sent someone, earliest first.' })
  @Directive('@listSize(assumedSize: 20)')
  seminars!: Seminar[];
}
