import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { CacheHint } from '../common/cache-hint.ts';
import { DateTimeScalar } from '../scalars/date-time.scalar.ts';
import { RunState } from './run-state.enum.ts';

/** Letters of one report and year that are made, approved, sent and published together. */
@Directive('@key(fields: "id")')
@Directive('@requiresScopes(scopes: [["letters:read"]])')
@CacheHint({ maxAge: 0, scope: 'PRIVATE' })
@ObjectType({
  description:
    'Letters of one report and year that are made, approved, sent and published together. Needs the scope `letters:read`.',
  simpleResolvers: true,
})
@Entity('run')
@Index('run_started', ['startedAt', 'id'])
@Index('run_year', ['yearEnding', 'reportName'])
@Index('run_state', ['state', 'publishAt'])
export class Run {
  @Field(() => ID, { description: 'Opaque; cannot be guessed.' })
  @PrimaryColumn({ type: 'varchar', length: 40 })
  id!: string;

  @Field(() => String, { description: 'Name of the report: `annual-letter`.' })
  @Column({ name: 'report', type: 'varchar', length: 80 })
  reportName!: string;

  @Field(() => Int, { description: 'The year ending 31 March that its letters are about.' })
  @Column({ name: 'year_ending', type: 'integer' })
  yearEnding!: number;

  /** A `CouncilFilter` as JSON. Null: all councils with figures for the year. */
  @Column({ type: 'simple-json', nullable: true })
  councils!: Record<string, unknown> | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The letter that its one letter corrects. Null for a run of the season.',
  })
  @Column({ name: 'correction_of', type: 'varchar', length: 40, nullable: true })
  correctionOf!: string | null;

  @Field(() => RunState, { description: 'How far it has come.' })
  @Column({ type: 'varchar', length: 20 })
  state!: RunState;

  /** How many letters it has. Null until its councils are looked up. */
  @Column({ name: 'letters', type: 'integer', nullable: true })
  letterCount!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why no letters could be made at all. Null where they could.',
  })
  @Column({ type: 'text', nullable: true })
  failure!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was started.' })
  @Column({ name: 'started_at', type: 'varchar', length: 30 })
  startedAt!: string;

  @Field(() => String, { description: 'Who started it: `key rk_1a2b3c4d`, `user alice`.' })
  @Column({ name: 'started_by', type: 'varchar', length: 200 })
  startedBy!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was approved.' })
  @Column({ name: 'approved_at', type: 'varchar', length: 30, nullable: true })
  approvedAt!: string | null;

  @Field(() => String, { nullable: true, description: 'Who approved it.' })
  @Column({ name: 'approved_by', type: 'varchar', length: 200, nullable: true })
  approvedBy!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was issued.' })
  @Column({ name: 'issued_at', type: 'varchar', length: 30, nullable: true })
  issuedAt!: string | null;

  @Field(() => String, { nullable: true, description: 'Who issued it.' })
  @Column({ name: 'issued_by', type: 'varchar', length: 200, nullable: true })
  issuedBy!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'The moment at which its letters become public. Null until one is set.',
  })
  @Column({ name: 'publish_at', type: 'varchar', length: 30, nullable: true })
  publishAt!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was published.' })
  @Column({ name: 'published_at', type: 'varchar', length: 30, nullable: true })
  publishedAt!: string | null;

  @Column({ name: 'lease_holder', type: 'varchar', length: 80, nullable: true })
  leaseHolder!: string | null;

  @Column({ name: 'lease_until', type: 'varchar', length: 30, nullable: true })
  leaseUntil!: string | null;
}
