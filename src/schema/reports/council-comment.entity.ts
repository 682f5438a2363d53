import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { CacheHint } from '../common/cache-hint.ts';

/** Paragraphs that stand in one council's letter of one year only. */
@CacheHint({ maxAge: 0, scope: 'PRIVATE' })
@ObjectType({
  description: 'What one council’s letter of one year says to it alone.',
  simpleResolvers: true,
})
@Entity('council_comment')
export class CouncilComment {
  @PrimaryColumn({ name: 'gss_code', type: 'varchar', length: 9 })
  councilCode!: string;

  @Field(() => Int, { description: 'The year ending 31 March that the letter is about.' })
  @PrimaryColumn({ name: 'year_ending', type: 'integer' })
  yearEnding!: number;

  @Field(() => String, {
    nullable: true,
    description:
      'Markdown limited to paragraphs, emphasis, lists and links. Null where it was taken out, or never written.',
  })
  @Column({ type: 'text' })
  text!: string | null;
}
