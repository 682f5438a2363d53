import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { CacheHint } from '../common/cache-hint.ts';
import { DateTimeScalar } from '../scalars/date-time.scalar.ts';

/** Who froze or unfroze the figures of a year, and when. Never changed. */
@CacheHint({ maxAge: 0, scope: 'PRIVATE' })
@ObjectType({
  description: 'One freezing or unfreezing of figures: who, when, and of how many councils.',
  simpleResolvers: true,
})
@Entity('figure_freeze')
export class FigureFreeze {
  @Field(() => Int, { description: 'The year ending 31 March.' })
  @PrimaryColumn({ name: 'year_ending', type: 'integer' })
  yearEnding!: number;

  @Field(() => Int, { description: 'The how-manieth of the year, from 1.' })
  @PrimaryColumn({ type: 'integer' })
  number!: number;

  @Field(() => Boolean, { description: 'True: they were frozen. False: they are live again.' })
  @Column({ type: Boolean })
  frozen!: boolean;

  @Field(() => Int, { description: 'Of how many councils.' })
  @Column({ name: 'council_count', type: 'integer' })
  councils!: number;

  @Field(() => [ID], {
    nullable: true,
    description: 'Codes of those that were named. Null: the whole year.',
  })
  @Column({ name: 'council_codes', type: 'simple-json', nullable: true })
  councilCodes!: string[] | null;

  @Field(() => DateTimeScalar, { description: 'When.' })
  @Column({ name: 'made_at', type: 'varchar', length: 30 })
  at!: string;

  @Field(() => String, { description: 'Who: `key rk_1a2b3c4d`, `user alice`.' })
  @Column({ name: 'made_by', type: 'varchar', length: 200 })
  by!: string;
}
