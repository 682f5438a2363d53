import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';

/** A user of another subgraph, extended: one field taken over, one worked out from fields that the other one answers. */
@Directive('@extends')
@Directive('@key(fields: "email")')
@ObjectType()
export class User {
  @Directive('@external')
  @Field(() => ID)
  email!: string;

  @Directive('@override(from: "users")')
  @Field(() => String, { nullable: true })
  name!: string | null;

  @Directive('@external')
  @Field(() => Int, { nullable: true })
  totalProductsCreated!: number | null;

  @Directive('@external')
  @Field(() => Int)
  yearsOfEmployment!: number;

  @Directive('@requires(fields: "totalProductsCreated yearsOfEmployment")')
  @Field(() => Int, { nullable: true })
  averageProductsCreatedPerYear?: number | null;
}
