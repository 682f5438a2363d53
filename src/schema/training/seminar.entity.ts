import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { CacheHint, figuresMaxAge } from '../common/cache-hint.ts';
import { DateScalar } from '../scalars/date.scalar.ts';

/** One seminar of a series, open to many authorities. */
@Directive('@key(fields: "id")')
@CacheHint({ maxAge: figuresMaxAge })
@ObjectType({
  description: 'One seminar of a series, open to many authorities.',
  simpleResolvers: true,
})
@Entity('seminar')
@Index('seminar_year', ['yearEnding', 'heldOn'])
export class Seminar {
  @Field(() => ID, { description: 'Opaque and stable.' })
  @PrimaryColumn({ type: 'varchar', length: 120 })
  id!: string;

  @Field(() => String, { description: 'Series, for example `Link officer seminar`.' })
  @Column({ type: 'varchar', length: 80 })
  series!: string;

  @Field(() => DateScalar, { description: 'The day.' })
  @Column({ name: 'held_on', type: 'varchar', length: 10 })
  heldOn!: string;

  @Column({ name: 'year_ending', type: 'integer' })
  yearEnding!: number;

  @Field(() => String, { description: 'City in which it was held.' })
  @Column({ type: 'varchar', length: 80 })
  place!: string;

  @Field(() => Int, { description: 'How many delegates came.' })
  @Column({ type: 'integer' })
  delegates!: number;

  @Column({ type: Boolean, default: false })
  sample!: boolean;
}
