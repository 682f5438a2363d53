import { Arg, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { deprecatedProducts, products } from './data.ts';
import { DeprecatedProduct, Product } from './product.type.ts';
import { User } from './user.type.ts';

/** What can be asked of the subgraph directly. */
@Resolver()
export class ProductsResolver {
  @Query(() => Product, { nullable: true })
  product(@Arg('id', () => ID) id: string): Product | null {
    return products.find((product) => product.id === id) ?? null;
  }

  @Query(() => DeprecatedProduct, {
    nullable: true,
    deprecationReason: 'Use product query instead',
  })
  deprecatedProduct(
    @Arg('sku', () => String) sku: string,
    @Arg('package', () => String) packageName: string,
  ): DeprecatedProduct | null {
    return deprecatedProducts.find((one) => one.sku === sku && one.package === packageName) ?? null;
  }
}

@Resolver(() => User)
export class UserResolver {
  /** Whole products a year. Its two parts come with the representation that the gateway sends. */
  @FieldResolver(() => Int, { nullable: true })
  averageProductsCreatedPerYear(@Root() user: User): number | null {
    if (user.totalProductsCreated === null) return null;
    return Math.round(user.totalProductsCreated / user.yearsOfEmployment);
  }
}
