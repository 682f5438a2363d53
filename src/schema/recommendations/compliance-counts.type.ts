import { Field, Int, ObjectType } from 'type-graphql';
import { CacheHint } from '../common/cache-hint.ts';

@CacheHint({ inheritMaxAge: true })
@ObjectType({
  description:
    'Compliance outcomes by kind. An outcome counts in the year in which it was recorded. Null where only the rate was printed.',
  simpleResolvers: true,
})
export class ComplianceCounts {
  @Field(() => Int, { nullable: true, description: 'Everything done by its due date.' })
  onTime!: number | null;

  @Field(() => Int, { nullable: true, description: 'Everything done, some of it late.' })
  late!: number | null;

  @Field(() => Int, { nullable: true, description: 'Something not done.' })
  notComplied!: number | null;
}
