import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../scalars/date-time.scalar.ts';
import { CacheHint } from './cache-hint.ts';
import { CorrectionKind } from './correction-kind.enum.ts';

@Directive('@shareable')
@Directive('@requiresScopes(scopes: [["casework:read"]])')
@CacheHint({ maxAge: 0, scope: 'PRIVATE' })
@ObjectType({
  description:
    'One value that a correction changed, as text. Needs the scope `casework:read`, like the correction.',
  simpleResolvers: true,
})
export class CorrectedValue {
  @Field(() => String, {
    description: 'Which value, named like the column of the file it is imported by: `outcome`.',
  })
  column!: string;

  @Field(() => String, { nullable: true, description: 'What it was. Null: nothing.' })
  before!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What it became. Null: nothing, or the record was withdrawn.',
  })
  after!: string | null;
}

/** One correction of a decision or a recommendation. */
@Directive('@shareable')
@Directive('@requiresScopes(scopes: [["casework:read"]])')
@CacheHint({ maxAge: 0, scope: 'PRIVATE' })
@ObjectType({
  description:
    'One correction: who changed what of a decision or a recommendation, and when. Needs the scope `casework:read`.',
  simpleResolvers: true,
})
export class Correction {
  @Field(() => ID, { description: 'What was corrected and the how-manieth time: `19 007 429#1`.' })
  id!: string;

  @Field(() => String, {
    description: 'What was corrected: `19 007 429` a decision, `19 007 429/1` a recommendation.',
  })
  subject!: string;

  @Field(() => CorrectionKind, { description: 'Corrected or withdrawn.' })
  kind!: CorrectionKind;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  at!: string;

  @Field(() => String, {
    description:
      'Who made it: `key rk_1a2b3c4d` with an API key, `user alice` at a terminal, or the subject of a token.',
  })
  by!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The file that brought it. Null where it came without a file.',
  })
  file!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Line of the file, from 1 (the header). Null where it came without a file.',
  })
  line!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why, in the words of whoever made it. Files give no reason.',
  })
  reason!: string | null;

  @Field(() => [CorrectedValue], {
    description:
      'Every value that changed; of a withdrawal, every value there was. The words of personal remedies are not kept.',
  })
  @Directive('@listSize(assumedSize: 20)')
  changes!: CorrectedValue[];
}
