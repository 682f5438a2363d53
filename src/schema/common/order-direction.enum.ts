import { registerEnumType } from 'type-graphql';

export const OrderDirection = { ASC: 'ASC', DESC: 'DESC' } as const;
export type OrderDirection = (typeof OrderDirection)[keyof typeof OrderDirection];

registerEnumType(OrderDirection, {
  name: 'OrderDirection',
  description: 'Which end of the order comes first.',
  valuesConfig: {
    ASC: { description: 'Smallest, earliest or A first. Unknown values come last.' },
    DESC: { description: 'Largest, latest or Z first. Unknown values come last.' },
  },
});
