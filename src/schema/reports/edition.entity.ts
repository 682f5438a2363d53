import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { CacheHint } from '../common/cache-hint.ts';
import { DateScalar } from '../scalars/date.scalar.ts';

/** What all letters of a year share: dates, opening, closing, signatory. Data, edited without code. */
@Directive('@key(fields: "yearEnding")')
@CacheHint({ maxAge: 0 })
@ObjectType({
  description: 'What all letters of a year share: dates, opening, closing, signatory.',
  simpleResolvers: true,
})
@Entity('edition')
export class Edition {
  @Field(() => Int, { description: 'The year ending 31 March that the letters are about.' })
  @PrimaryColumn({ name: 'year_ending', type: 'integer' })
  yearEnding!: number;

  @Field(() => DateScalar, { description: 'Date printed on the letters.' })
  @Column({ name: 'letter_date', type: 'varchar', length: 10 })
  letterDate!: string;

  @Field(() => DateScalar, { description: 'Day on which figures and letters become public.' })
  @Column({ name: 'publication_date', type: 'varchar', length: 10 })
  publicationDate!: string;

  @Field(() => String, { description: 'Who sends the letters: the name in their head.' })
  @Column({ name: 'sender_name', type: 'varchar', length: 200 })
  senderName!: string;

  @Field(() => [String], { description: 'Postal address of the sender, a line each.' })
  @Column({ name: 'sender_address', type: 'simple-json' })
  senderAddress!: string[];

  @Field(() => String, { description: 'Address for questions about the letter.' })
  @Column({ name: 'contact_email', type: 'varchar', length: 254 })
  contactEmail!: string;

  @Field(() => Boolean, { description: 'Whether one letter goes to all addressees of a council.' })
  @Column({ type: Boolean })
  joint!: boolean;

  @Field(() => [String], {
    description: 'Opening for that year’s circumstances, a paragraph each.',
  })
  @Column({ type: 'simple-json' })
  opening!: string[];

  @Field(() => String, {
    nullable: true,
    description: 'What to bear in mind when this year’s figures are compared with other years’.',
  })
  @Column({ name: 'figures_note', type: 'text', nullable: true })
  figuresNote!: string | null;

  @Field(() => [String], { description: 'Closing words before the signature, a paragraph each.' })
  @Column({ type: 'simple-json' })
  closing!: string[];

  @Field(() => String, {
    nullable: true,
    description: 'Who signs. Null where only offices are named.',
  })
  @Column({ name: 'signatory_name', type: 'varchar', length: 200, nullable: true })
  signatoryName!: string | null;

  @Field(() => [String], { description: 'Offices of the signatory, a line each.' })
  @Column({ name: 'signatory_offices', type: 'simple-json' })
  signatoryOffices!: string[];

  @Field(() => Boolean, { description: 'Whether this edition is made-up sample data.' })
  @Column({ type: Boolean })
  sample!: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      'What stands above every letter of the year, for example that it is a demonstration.',
  })
  @Column({ type: 'text', nullable: true })
  notice!: string | null;
}
