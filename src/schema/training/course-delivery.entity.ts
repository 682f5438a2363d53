import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { CacheHint, figuresMaxAge } from '../common/cache-hint.ts';
import { DateScalar } from '../scalars/date.scalar.ts';
import { Course } from './course.entity.ts';

/** One day on which a course was held. Years count deliveries when they say “courses”. */
@CacheHint({ maxAge: figuresMaxAge })
@ObjectType({
  description: 'One day on which a course was held. Counts of courses count these.',
  simpleResolvers: true,
})
@Entity('course_delivery')
@Index('course_delivery_year', ['yearEnding', 'heldOn'])
@Index('course_delivery_council', ['councilCode', 'yearEnding'])
export class CourseDelivery {
  @Field(() => ID, { description: 'Opaque and stable.' })
  @PrimaryColumn({ type: 'varchar', length: 64 })
  id!: string;

  @Column({ name: 'course_id', type: 'varchar', length: 200 })
  courseId!: string;

  @ManyToOne(() => Course, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'course_id', foreignKeyConstraintName: 'course_delivery_course_fk' })
  courseRow?: Course;

  @Field(() => DateScalar, { description: 'The day.' })
  @Column({ name: 'held_on', type: 'varchar', length: 10 })
  heldOn!: string;

  @Column({ name: 'year_ending', type: 'integer' })
  yearEnding!: number;

  @Field(() => String, { description: 'Town in which it was held, or `Online`.' })
  @Column({ type: 'varchar', length: 80 })
  place!: string;

  /** ONS code of the council whose officers came. Null for a provider's course. */
  @Column({ name: 'gss_code', type: 'varchar', length: 9, nullable: true })
  councilCode!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Care provider that asked for it, if one did.',
  })
  @Column({ type: 'varchar', length: 160, nullable: true })
  provider!: string | null;

  @Field(() => Int, { description: 'How many people were trained.' })
  @Column({ type: 'integer' })
  people!: number;

  @Column({ type: Boolean, default: false })
  sample!: boolean;
}
