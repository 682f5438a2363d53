import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { CacheHint } from '../common/cache-hint.ts';
import { DateTimeScalar } from '../scalars/date-time.scalar.ts';
import { LetterState } from './letter-state.enum.ts';

/** A letter about one council and year. */
@Directive('@key(fields: "id")')
@CacheHint({ maxAge: 0 })
@ObjectType({ description: 'A letter about one council and year.', simpleResolvers: true })
@Entity('letter')
@Index('letter_council_year', ['councilCode', 'yearEnding', 'reportName'], { unique: true })
@Index('letter_year', ['yearEnding', 'councilCode'])
export class Letter {
  @Field(() => ID, { description: 'Opaque; cannot be guessed.' })
  @PrimaryColumn({ type: 'varchar', length: 40 })
  id!: string;

  /** Name of the report that renders it, for example `annual-letter`. */
  @Column({ name: 'report', type: 'varchar', length: 80 })
  reportName!: string;

  @Column({ name: 'gss_code', type: 'varchar', length: 9 })
  councilCode!: string;

  /** The council's slug, which the letter's address is made of. */
  @Column({ name: 'council_slug', type: 'varchar', length: 80 })
  councilSlug!: string;

  @Field(() => Int, { description: 'The year ending 31 March that it is about.' })
  @Column({ name: 'year_ending', type: 'integer' })
  yearEnding!: number;

  @Field(() => LetterState, { description: 'How far it has come.' })
  @Column({ type: 'varchar', length: 20 })
  state!: LetterState;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it became public. Null before.',
  })
  @Column({ name: 'published_at', type: 'varchar', length: 30, nullable: true })
  publishedAt!: string | null;

  @Field(() => Boolean, { description: 'Whether its statistics are made-up sample data.' })
  @Column({ type: 'boolean', default: false })
  sample!: boolean;
}
