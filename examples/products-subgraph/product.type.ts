import { Directive, Field, Float, ID, ObjectType } from 'type-graphql';
import { User } from './user.type.ts';

/** A kind of a product. Not an entity: it is known within its product only. */
@ObjectType()
export class ProductVariation {
  @Field(() => ID)
  id!: string;
}

/** Size and weight, which other subgraphs may answer as well. */
@Directive('@shareable')
@ObjectType()
export class ProductDimension {
  @Field(() => String, { nullable: true })
  size!: string | null;

  @Field(() => Float, { nullable: true })
  weight!: number | null;

  /** Asked of this subgraph directly only: clients of the supergraph do not see it. */
  @Directive('@inaccessible')
  @Field(() => String, { nullable: true })
  unit!: string | null;
}

@ObjectType()
export class CaseStudy {
  @Field(() => ID)
  caseNumber!: string;

  @Field(() => String, { nullable: true })
  description!: string | null;
}

/** An entity whose key lies within another object. */
@Directive('@key(fields: "study { caseNumber }")')
@ObjectType()
export class ProductResearch {
  @Field(() => CaseStudy)
  study!: CaseStudy;

  @Field(() => String, { nullable: true })
  outcome!: string | null;
}

/** An entity with three keys, two of them of several fields. */
@Directive('@custom')
@Directive('@key(fields: "id")')
@Directive('@key(fields: "sku package")')
@Directive('@key(fields: "sku variation { id }")')
@ObjectType()
export class Product {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { nullable: true })
  sku!: string | null;

  @Field(() => String, { nullable: true })
  package!: string | null;

  @Field(() => ProductVariation, { nullable: true })
  variation!: ProductVariation | null;

  @Field(() => ProductDimension, { nullable: true })
  dimensions!: ProductDimension | null;

  /** Answers a field of the user that otherwise another subgraph answers. */
  @Directive('@provides(fields: "totalProductsCreated")')
  @Field(() => User, { nullable: true })
  createdBy!: User | null;

  @Directive('@tag(name: "internal")')
  @Field(() => String, { nullable: true })
  notes!: string | null;

  @Field(() => [ProductResearch])
  research!: ProductResearch[];
}

/** An entity with one key of two fields. */
@Directive('@key(fields: "sku package")')
@ObjectType()
export class DeprecatedProduct {
  @Field(() => String)
  sku!: string;

  @Field(() => String)
  package!: string;

  @Field(() => String, { nullable: true })
  reason!: string | null;

  @Field(() => User, { nullable: true })
  createdBy!: User | null;
}

/** An interface of another subgraph, to which this one adds a field without knowing its implementations. */
@Directive('@interfaceObject')
@Directive('@key(fields: "id")')
@ObjectType()
export class Inventory {
  @Field(() => ID)
  id!: string;

  @Field(() => [DeprecatedProduct])
  deprecatedProducts!: DeprecatedProduct[];
}
