import type { DeprecatedProduct, Inventory, Product, ProductResearch } from './product.type.ts';
import type { User } from './user.type.ts';

/** The data set that the compatibility checks expect. */
export const user: User = {
  email: 'support@apollographql.com',
  name: 'Jane Smith',
  totalProductsCreated: 1337,
  yearsOfEmployment: 10,
};

export const research: readonly ProductResearch[] = [
  { study: { caseNumber: '1234', description: 'Federation Study' }, outcome: null },
  { study: { caseNumber: '1235', description: 'Studio Study' }, outcome: null },
];

const dimensions = { size: 'small', weight: 1, unit: 'kg' };

export const products: readonly Product[] = [
  {
    id: 'apollo-federation',
    sku: 'federation',
    package: '@apollo/federation',
    variation: { id: 'OSS' },
    dimensions,
    createdBy: user,
    notes: null,
    research: research.slice(0, 1),
  },
  {
    id: 'apollo-studio',
    sku: 'studio',
    package: '',
    variation: { id: 'platform' },
    dimensions,
    createdBy: user,
    notes: null,
    research: research.slice(1),
  },
];

export const deprecatedProducts: readonly DeprecatedProduct[] = [
  {
    sku: 'apollo-federation-v1',
    package: '@apollo/federation-v1',
    reason: 'Migrate to Federation V2',
    createdBy: user,
  },
];

export const inventories: readonly Inventory[] = [
  { id: 'apollo-oss', deprecatedProducts: [...deprecatedProducts] },
];
