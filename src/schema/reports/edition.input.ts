import { Field, InputType } from 'type-graphql';
import { DateScalar } from '../scalars/date.scalar.ts';

const markdown =
  'Markdown limited to paragraphs, emphasis, lists and links (`https:`, `http:`, `mailto:`); 20,000 characters in all.';

@InputType({ description: 'All that an edition says. What is left out becomes empty.' })
export class EditionInput {
  @Field(() => DateScalar, { description: 'Date printed on the letters: after the year’s end.' })
  letterDate!: string;

  @Field(() => DateScalar, {
    description: 'Day on which figures and letters become public: that of the letters, or later.',
  })
  publicationDate!: string;

  @Field(() => String, {
    description: 'Who sends the letters, in their head: 1 to 200 characters.',
  })
  senderName!: string;

  @Field(() => [String], {
    defaultValue: [],
    description: 'Postal address of the sender: up to 10 lines of 200 characters.',
  })
  senderAddress!: string[];

  @Field(() => String, {
    description: 'Address for questions about the letter: one email address.',
  })
  contactEmail!: string;

  @Field(() => Boolean, {
    defaultValue: true,
    description: 'Whether one letter goes to all addressees of a council.',
  })
  joint!: boolean;

  @Field(() => [String], {
    description: `Opening for that year’s circumstances, a paragraph each. ${markdown}`,
  })
  opening!: string[];

  @Field(() => String, {
    nullable: true,
    description:
      'What to bear in mind when this year’s figures are compared with others: plain text of up to 5,000 characters. Null for nothing.',
  })
  figuresNote?: string | null;

  @Field(() => [String], {
    description: `Closing words before the signature, a paragraph each. ${markdown}`,
  })
  closing!: string[];

  @Field(() => String, {
    nullable: true,
    description: 'Who signs: up to 200 characters. Null where only offices are named.',
  })
  signatoryName?: string | null;

  @Field(() => [String], {
    description: 'Offices of the signatory: 1 to 10 lines of 200 characters.',
  })
  signatoryOffices!: string[];

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Whether dates, events and words are made-up sample data, which every letter says.',
  })
  sample!: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      'What stands above every letter of the year: plain text of up to 5,000 characters. Null for nothing.',
  })
  notice?: string | null;
}
