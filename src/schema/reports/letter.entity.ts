import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { CacheHint } from '../common/cache-hint.ts';
import { DateTimeScalar } from '../scalars/date-time.scalar.ts';
import { LetterState } from './letter-state.enum.ts';
import { RenderState } from './render-state.enum.ts';

/** A letter about one council and year. */
@Directive('@key(fields: "id")')
@CacheHint({ maxAge: 0 })
@ObjectType({ description: 'A letter about one council and year.', simpleResolvers: true })
@Entity('letter')
@Index('letter_council_year', ['councilCode', 'yearEnding', 'reportName', 'version'], {
  unique: true,
})
@Index('letter_year', ['yearEnding', 'councilCode'])
@Index('letter_run', ['runId', 'renderState'])
@Index('letter_work', ['renderState', 'runId', 'id'])
@Index('letter_lease', ['leaseHolder'], { where: 'lease_holder IS NOT NULL' })
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
  @Column({ type: Boolean, default: false })
  sample!: boolean;

  /** The run that made it. Null for one that is rendered when it is asked for. */
  @Column({ name: 'run_id', type: 'varchar', length: 40, nullable: true })
  runId!: string | null;

  @Field(() => Int, {
    description:
      'The how-manieth letter of its report about its council and year, from 1. A later one that is published supersedes those before it.',
  })
  @Column({ type: 'integer', default: 1 })
  version!: number;

  @Field(() => RenderState, {
    nullable: true,
    description: 'Whether its words are kept. Needs the scope `letters:read`.',
  })
  @Directive('@requiresScopes(scopes: [["letters:read"]])')
  @Column({ name: 'render_state', type: 'varchar', length: 20, default: RenderState.ON_DEMAND })
  renderState!: RenderState;

  @Field(() => String, {
    nullable: true,
    description:
      'Why it could not be rendered. Null where it could. Needs the scope `letters:read`.',
  })
  @Directive('@requiresScopes(scopes: [["letters:read"]])')
  @Column({ type: 'text', nullable: true })
  failure!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'SHA-256 of its subject, HTML and text, each followed by a zero byte. Null for a letter that is rendered when it is asked for.',
  })
  @Column({ type: 'varchar', length: 64, nullable: true })
  sha256!: string | null;

  @Column({ name: 'lease_holder', type: 'varchar', length: 80, nullable: true })
  leaseHolder!: string | null;

  @Column({ name: 'lease_until', type: 'varchar', length: 30, nullable: true })
  leaseUntil!: string | null;
}
