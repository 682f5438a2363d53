import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { CacheHint, caseworkMaxAge } from '../common/cache-hint.ts';
import type { CouncilType } from '../common/council-type.enum.ts';
import { Personal } from '../common/personal.ts';
import { DateScalar } from '../scalars/date.scalar.ts';
import { Compliance } from './compliance.enum.ts';
import { RecommendationKind } from './recommendation-kind.enum.ts';

/** What a council agreed to do after a complaint was upheld. */
@Directive('@key(fields: "id")')
@CacheHint({ maxAge: caseworkMaxAge })
@ObjectType({
  description: 'What a council agreed to do after a complaint was upheld.',
  simpleResolvers: true,
})
@Entity('recommendation')
@Index('recommendation_council_due', [
  'councilCode',
  'kind',
  'dueOn',
  'decisionReference',
  'number',
])
// Has the year of `settledOn`, which no decorator can say: made by its migration.
@Index('recommendation_council_year_due', { synchronize: false })
export class Recommendation {
  /** Reference of the upheld decision. */
  @PrimaryColumn({ name: 'decision_reference', type: 'varchar', length: 12 })
  decisionReference!: string;

  @Field(() => Int, {
    description: 'Its number among the recommendations of the decision, from 1.',
  })
  @PrimaryColumn({ type: 'integer' })
  number!: number;

  @Column({ name: 'gss_code', type: 'varchar', length: 9 })
  councilCode!: string;

  /** Type of the council when the decision was made. */
  @Column({ name: 'council_type', type: 'varchar', length: 20 })
  councilType!: CouncilType;

  @Field(() => RecommendationKind, { description: 'For one person, or for the service.' })
  @Column({ type: 'varchar', length: 20 })
  kind!: RecommendationKind;

  @Field(() => String, { description: 'What sort of remedy, for example `Apology`.' })
  @Column({ type: 'varchar', length: 120 })
  remedy!: string;

  /** Words of the recommendation. Personal remedies are private, and are removed after their retention date. */
  @Personal('what was agreed for who complained, where it is a personal remedy')
  @Column({ type: 'text' })
  text!: string;

  @Field(() => DateScalar, { description: 'Day by which it was to be done.' })
  @Column({ name: 'due_on', type: 'varchar', length: 10 })
  dueOn!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Day on which it was settled. Null before.',
  })
  @Column({ name: 'settled_on', type: 'varchar', length: 10, nullable: true })
  settledOn!: string | null;

  @Field(() => Compliance, { nullable: true, description: 'How it was settled. Null before.' })
  @Column({ type: 'varchar', length: 20, nullable: true })
  compliance!: Compliance | null;

  @Field(() => Boolean, { description: 'Whether this is made-up sample data.' })
  @Column({ type: Boolean, default: false })
  sample!: boolean;
}
