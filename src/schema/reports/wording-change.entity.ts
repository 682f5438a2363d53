import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { CacheHint } from '../common/cache-hint.ts';
import { DateTimeScalar } from '../scalars/date-time.scalar.ts';
import { JsonScalar } from '../scalars/json.scalar.ts';

/** One change of an edition or of a council's comment: who, when, from what to what. Never changed itself. */
@Directive('@requiresScopes(scopes: [["letters:read"]])')
@CacheHint({ maxAge: 0, scope: 'PRIVATE' })
@ObjectType({
  description:
    'One change of an edition or of a council’s comment: who, when, from what to what. Needs the scope `letters:read`.',
  simpleResolvers: true,
})
@Entity('wording_change')
export class WordingChange {
  @PrimaryColumn({ name: 'year_ending', type: 'integer' })
  yearEnding!: number;

  /** ONS code of the council whose comment was changed; empty for the edition itself. */
  @PrimaryColumn({ name: 'gss_code', type: 'varchar', length: 9 })
  councilCode!: string;

  @Field(() => Int, { description: 'The how-manieth change, from 1. The last one is the version.' })
  @PrimaryColumn({ type: 'integer' })
  number!: number;

  @Field(() => DateTimeScalar, { description: 'When it was saved.' })
  @Column({ name: 'made_at', type: 'varchar', length: 30 })
  at!: string;

  @Field(() => String, {
    description:
      'Who saved it: `key rk_1a2b3c4d` with an API key, the subject of a token, or `studio on this machine`.',
  })
  @Column({ name: 'made_by', type: 'varchar', length: 200 })
  by!: string;

  @Field(() => JsonScalar, {
    nullable: true,
    description: 'What it was: the fields of an edition, the text of a comment. Null: nothing.',
  })
  @Column({ name: 'before_json', type: 'simple-json', nullable: true })
  before!: unknown;

  @Field(() => JsonScalar, {
    nullable: true,
    description: 'What it became. Null: a comment was taken out.',
  })
  @Column({ name: 'after_json', type: 'simple-json', nullable: true })
  after!: unknown;
}
