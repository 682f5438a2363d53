import { Field, ObjectType } from 'type-graphql';
import { CacheHint } from '../common/cache-hint.ts';

@CacheHint({ maxAge: 0 })
@ObjectType({ description: 'A report rendered from today’s data.', simpleResolvers: true })
export class RenderedReport {
  @Field(() => String, { description: 'Name of the report.' })
  name!: string;

  @Field(() => String, { description: 'Subject line of the message.' })
  subject!: string;

  @Field(() => String, { description: 'The whole HTML document, as it is mailed and shown.' })
  html!: string;

  @Field(() => String, { description: 'The plain text part.' })
  text!: string;

  @Field(() => String, { description: 'The MJML that the HTML was made of.' })
  mjml!: string;
}
