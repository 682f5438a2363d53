import { Field, Int, ObjectType } from 'type-graphql';
import { CacheHint } from '../common/cache-hint.ts';
import { Subject } from '../common/subject.enum.ts';
import { Outcome } from './outcome.enum.ts';

@CacheHint({ inheritMaxAge: true })
@ObjectType({ description: 'How many complaints had one outcome.', simpleResolvers: true })
export class OutcomeCount {
  @Field(() => Outcome, { description: 'The outcome.' })
  outcome!: Outcome;

  @Field(() => Int, {
    nullable: true,
    description: 'Complaints decided so. Null where this was not printed.',
  })
  count!: number | null;
}

@CacheHint({ inheritMaxAge: true })
@ObjectType({ description: 'Complaints of one subject.', simpleResolvers: true })
export class SubjectCount {
  @Field(() => Subject, { description: 'The subject.' })
  subject!: Subject;

  @Field(() => Int, {
    nullable: true,
    description: 'Received in the year. Null where this was not printed.',
  })
  received!: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Decided in the year; cases cross year ends, so this need not agree with `received`.',
  })
  decided!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Upheld in the year. Null where this was not printed.',
  })
  upheld!: number | null;
}
