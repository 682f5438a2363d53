import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { CacheHint } from '../common/cache-hint.ts';
import { DateTimeScalar } from '../scalars/date-time.scalar.ts';
import { TransitionKind } from './transition-kind.enum.ts';

/** One thing that was done to a run or a letter. Never changed. */
@CacheHint({ maxAge: 0, scope: 'PRIVATE' })
@ObjectType({
  description: 'One thing that was done to a run or a letter: who, when, what and why.',
  simpleResolvers: true,
})
export class Transition {
  @Field(() => Int, { description: 'The how-manieth, from 1.' })
  @PrimaryColumn({ type: 'integer' })
  number!: number;

  @Field(() => TransitionKind, { description: 'What was done.' })
  @Column({ type: 'varchar', length: 30 })
  what!: TransitionKind;

  @Field(() => DateTimeScalar, { description: 'When.' })
  @Column({ name: 'made_at', type: 'varchar', length: 30 })
  at!: string;

  @Field(() => String, { description: 'Who: `key rk_1a2b3c4d`, `user alice`, `the clock`.' })
  @Column({ name: 'made_by', type: 'varchar', length: 200 })
  by!: string;

  @Field(() => String, { nullable: true, description: 'Why, or what came of it.' })
  @Column({ type: 'text', nullable: true })
  reason!: string | null;
}

/** What was done to a run. */
@Entity('run_transition')
export class RunTransition extends Transition {
  @PrimaryColumn({ name: 'run_id', type: 'varchar', length: 40 })
  runId!: string;
}

/** What was done to a letter. */
@Entity('letter_transition')
export class LetterTransition extends Transition {
  @PrimaryColumn({ name: 'letter_id', type: 'varchar', length: 40 })
  letterId!: string;
}
