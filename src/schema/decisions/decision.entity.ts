import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { CacheHint, caseworkMaxAge } from '../common/cache-hint.ts';
import { CouncilType } from '../common/council-type.enum.ts';
import { Subject } from '../common/subject.enum.ts';
import { DateScalar } from '../scalars/date.scalar.ts';
import { Outcome } from './outcome.enum.ts';

/** One complaint about a council and, once decided, its outcome. */
@Directive('@key(fields: "reference")')
@CacheHint({ maxAge: caseworkMaxAge })
@ObjectType({
  description:
    'One complaint about a council and, once decided, its outcome. Complainants are never named.',
  simpleResolvers: true,
})
@Entity('decision')
@Index('decision_council_decided', ['councilCode', 'decidedOn', 'reference'])
@Index('decision_decided', ['decidedOn', 'reference'])
@Index('decision_received', ['receivedOn', 'reference'])
@Index('decision_council_decided_year', ['councilCode', 'decidedYear'])
@Index('decision_council_received_year', ['councilCode', 'receivedYear'])
@Index('decision_decided_year', ['decidedYear', 'decidedOn', 'reference'])
@Index('decision_category', ['category', 'decidedOn', 'reference'])
@Index('decision_public_report', ['hasPublicReport', 'councilCode', 'decidedYear'])
export class Decision {
  @Field(() => ID, {
    description: 'Year received and serial, for example `19 007 429`. Written with dashes in URLs.',
  })
  @PrimaryColumn({ type: 'varchar', length: 12 })
  reference!: string;

  /** ONS code of the council complained about. */
  @Column({ name: 'gss_code', type: 'varchar', length: 9 })
  councilCode!: string;

  @Field(() => CouncilType, {
    description:
      'Type that the council had when the complaint came in here: with councils of this type it is averaged, whatever the council has become since.',
  })
  @Column({ name: 'council_type', type: 'varchar', length: 20 })
  councilType!: CouncilType;

  @Field(() => DateScalar, { description: 'Day on which the complaint came in.' })
  @Column({ name: 'received_on', type: 'varchar', length: 10 })
  receivedOn!: string;

  @Field(() => DateScalar, { nullable: true, description: 'Day of the decision. Null while open.' })
  @Column({ name: 'decided_on', type: 'varchar', length: 10, nullable: true })
  decidedOn!: string | null;

  /** Year ending in which the complaint came in. */
  @Column({ name: 'received_year', type: 'integer' })
  receivedYear!: number;

  /** Year ending in which it was decided. Null while open. */
  @Column({ name: 'decided_year', type: 'integer', nullable: true })
  decidedYear!: number | null;

  @Field(() => Subject, { description: 'Subject under which letters count it.' })
  @Column({ type: 'varchar', length: 40 })
  subject!: Subject;

  @Field(() => String, { description: 'Category of published decisions, for example `Planning`.' })
  @Column({ type: 'varchar', length: 80 })
  category!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Finer category, for example `Enforcement`.',
  })
  @Column({ type: 'varchar', length: 80, nullable: true })
  subcategory!: string | null;

  @Field(() => Outcome, { nullable: true, description: 'How it was decided. Null while open.' })
  @Column({ type: 'varchar', length: 40, nullable: true })
  outcome!: Outcome | null;

  @Field(() => Boolean, {
    description:
      'Whether the council had offered a satisfactory remedy before the complaint came to the Ombudsman. Only upheld complaints can have one.',
  })
  @Column({ name: 'satisfactory_remedy', type: Boolean, default: false })
  satisfactoryRemedy!: boolean;

  /** Whether a public interest report was issued. */
  @Column({ name: 'public_report', type: Boolean, default: false })
  hasPublicReport!: boolean;

  @Column({ name: 'public_report_url', type: 'varchar', length: 500, nullable: true })
  publicReportUrl!: string | null;

  @Field(() => String, { nullable: true, description: 'Published summary, plain text.' })
  @Column({ type: 'text', nullable: true })
  summary!: string | null;

  @Field(() => Boolean, { description: 'Whether this is made-up sample data.' })
  @Column({ type: Boolean, default: false })
  sample!: boolean;
}
