import { buildSubgraph } from '../../src/resolvers/build-subgraph.ts';
import type { EntityReference } from '../../src/resolvers/common/entity-key.ts';
import { deprecatedProducts, inventories, products, research, user } from './data.ts';
import { Inventory, type Product } from './product.type.ts';
import { ProductsResolver, UserResolver } from './products.resolver.ts';

const header = `
  extend schema
    @link(
      url: "https://specs.apollo.dev/federation/v2.3"
      import: [
        "@composeDirective" "@extends" "@external" "@inaccessible" "@interfaceObject" "@key"
        "@override" "@provides" "@requires" "@shareable" "@tag"
      ]
    )
    @link(url: "https://myspecs.dev/myCustomDirective/v1.0", import: ["@custom"])
    @composeDirective(name: "@custom")
  directive @custom on OBJECT
`;

/** The `products` subgraph of Apollo's compatibility checks, written with the building blocks of our own subgraphs. */
export const productsSubgraph = buildSubgraph<'products', object>({
  name: 'products',
  header,
  resolvers: [ProductsResolver, UserResolver],
  orphanedTypes: [Inventory],
  references: {
    Product: (key) => products.find((product) => isMeant(product, key)) ?? null,
    DeprecatedProduct: ({ sku, package: packageName }) =>
      deprecatedProducts.find((one) => one.sku === sku && one.package === packageName) ?? null,
    ProductResearch: ({ study }) =>
      research.find((one) => one.study.caseNumber === read(study, 'caseNumber')) ?? null,
    // What the gateway sends of a user for a field that requires it stands for what is known here.
    User: ({ email, totalProductsCreated, yearsOfEmployment }) =>
      email === user.email
        ? {
            ...user,
            ...(totalProductsCreated === undefined ? {} : { totalProductsCreated }),
            ...(yearsOfEmployment === undefined ? {} : { yearsOfEmployment }),
          }
        : null,
    Inventory: ({ id }) => inventories.find((inventory) => inventory.id === id) ?? null,
  },
});

/** A product is named by any of its three keys. */
function isMeant(product: Product, key: EntityReference): boolean {
  if (key.id !== undefined) return product.id === key.id;
  if (product.sku !== key.sku) return false;
  return key.package === undefined
    ? product.variation?.id === read(key.variation, 'id')
    : product.package === key.package;
}

function read(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value
    ? Reflect.get(value, name)
    : undefined;
}
