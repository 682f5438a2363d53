import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { CacheHint } from '../common/cache-hint.ts';

@CacheHint({ inheritMaxAge: true })
@ObjectType({ description: 'Complaints of one subcategory.', simpleResolvers: true })
export class SubcategoryCount {
  @Field(() => String, {
    nullable: true,
    description: 'The subcategory, written exactly. Null: complaints without one.',
  })
  subcategory!: string | null;

  @Field(() => Int, { description: 'Received in the year.' })
  received!: number;

  @Field(() => Int, { description: 'Decided in the year.' })
  decided!: number;

  @Field(() => Int, { description: 'Investigated in the year: upheld and not upheld.' })
  investigated!: number;

  @Field(() => Int, { description: 'Upheld in the year.' })
  upheld!: number;
}

@CacheHint({ inheritMaxAge: true })
@ObjectType({
  description:
    'Complaints of one category, the second taxonomy beside subjects, under which decisions are published.',
  simpleResolvers: true,
})
export class CategoryCount {
  @Field(() => String, { description: 'The category, written exactly: `Planning`.' })
  category!: string;

  @Field(() => Int, { description: 'Received in the year.' })
  received!: number;

  @Field(() => Int, { description: 'Decided in the year.' })
  decided!: number;

  @Field(() => Int, { description: 'Investigated in the year: upheld and not upheld.' })
  investigated!: number;

  @Field(() => Int, { description: 'Upheld in the year.' })
  upheld!: number;

  @Field(() => [SubcategoryCount], {
    description: 'The same by subcategory, in order of name, those without one first.',
  })
  @Directive('@listSize(assumedSize: 30)')
  subcategories!: SubcategoryCount[];
}
