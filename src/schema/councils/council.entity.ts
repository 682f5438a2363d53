import { Directive, Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { CacheHint, figuresMaxAge } from '../common/cache-hint.ts';
import { CouncilType } from '../common/council-type.enum.ts';
import { DateScalar } from '../scalars/date.scalar.ts';

/** A principal council in England, keyed by its ONS code. */
@Directive('@key(fields: "code")')
@Directive('@key(fields: "slug")')
@CacheHint({ maxAge: figuresMaxAge })
@ObjectType({
  description:
    'A principal council in England. Councils are abolished and merged: one that has ended keeps its figures and letters, and names its successors.',
  simpleResolvers: true,
})
@Entity('council')
export class Council {
  @Field(() => ID, { description: 'ONS GSS code, for example `E07000107`. Never reused.' })
  @PrimaryColumn({ name: 'gss_code', type: 'varchar', length: 9 })
  code!: string;

  @Field(() => String, {
    description: 'Name for addresses on the web, kebab-case and unique, for example `dartford`.',
  })
  @Index('council_slug', { unique: true })
  @Column({ type: 'varchar', length: 80 })
  slug!: string;

  @Field(() => String, { description: 'Full name, for example `Dartford Borough Council`.' })
  @Index('council_name')
  @Column({ type: 'varchar', length: 120 })
  name!: string;

  @Field(() => String, { description: 'Short name for lists and maps, for example `Dartford`.' })
  @Column({ name: 'short_name', type: 'varchar', length: 80 })
  shortName!: string;

  @Field(() => CouncilType, { description: 'The type within which it is compared.' })
  @Index('council_type')
  @Column({ type: 'varchar', length: 20 })
  type!: CouncilType;

  @Field(() => String, { description: 'Region of England, for example `South East`. Source: ONS.' })
  @Index('council_region')
  @Column({ type: 'varchar', length: 40 })
  region!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'People living in the area, mid-2020 estimate. Source: ONS. Null if unknown.',
  })
  @Column({ type: 'integer', nullable: true })
  population!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Latitude of the middle of the area in degrees (WGS 84). Source: ONS.',
  })
  @Column({ type: 'double precision', nullable: true })
  latitude!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Longitude of the middle of the area in degrees (WGS 84). Source: ONS.',
  })
  @Column({ type: 'double precision', nullable: true })
  longitude!: number | null;

  @Column({ name: 'county_gss_code', type: 'varchar', length: 9, nullable: true })
  countyCode!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'First day of the council, where it is known and after 31 March 2015.',
  })
  @Column({ name: 'start_date', type: 'varchar', length: 10, nullable: true })
  startDate!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Day on which the council ceased to exist. Null while it exists.',
  })
  @Column({ name: 'end_date', type: 'varchar', length: 10, nullable: true })
  endDate!: string | null;
}
