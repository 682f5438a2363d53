import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { CacheHint, figuresMaxAge } from '../common/cache-hint.ts';
import { TrainingAudience } from './training-audience.enum.ts';

/** A course in complaint handling, held as often as it is asked for. */
@Directive('@key(fields: "id")')
@CacheHint({ maxAge: figuresMaxAge })
@ObjectType({
  description: 'A course in complaint handling, held as often as it is asked for.',
  simpleResolvers: true,
})
@Entity('course')
export class Course {
  @Field(() => ID, { description: 'Made of title, audience and sector; kebab-case.' })
  @PrimaryColumn({ type: 'varchar', length: 200 })
  id!: string;

  @Field(() => String, { description: 'Title, for example `Effective complaint handling`.' })
  @Column({ type: 'varchar', length: 120 })
  title!: string;

  @Field(() => TrainingAudience, { description: 'For whom it is.' })
  @Column({ type: 'varchar', length: 20 })
  audience!: TrainingAudience;

  @Field(() => String, { description: 'Sector, for example `Adult social care`.' })
  @Column({ type: 'varchar', length: 80 })
  sector!: string;
}
