/** How many of each there are. Chosen so that the operation's answer has about 90 kB. */
const counts = { people: 6, products: 9, reviews: 25 };

const words =
  'sturdy pale folding quiet oak linen kettle lamp shelf basket ladder stool apron kept arrived fits holds wobbles'.split(
    ' ',
  );

/** Words that depend on the seed alone. */
function say(seed: number, length: number): string {
  return Array.from(
    { length },
    (_, index) => words[(seed * 7 + index * 5 + index * index) % words.length],
  ).join(' ');
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly handle: string;
  readonly joined: string;
}

export interface Product {
  readonly upc: string;
  readonly title: string;
  readonly priceCents: number;
  readonly weightGrams: number;
}

export interface Review {
  readonly id: string;
  readonly body: string;
  readonly authorId: string;
  readonly upc: string;
}

export const people: readonly Person[] = Array.from({ length: counts.people }, (_, index) => ({
  id: `person-${index + 1}`,
  name: `Person ${say(index, 2)}`,
  handle: `@${say(index + 3, 1)}${index}`,
  joined: `20${10 + index}-0${index + 1}-11`,
}));

export const products: readonly Product[] = Array.from({ length: counts.products }, (_, index) => ({
  upc: `upc-${index + 1}`,
  title: say(index + 1, 3),
  priceCents: 899 + index * 350,
  weightGrams: 100 + index * 240,
}));

export const reviews: readonly Review[] = Array.from({ length: counts.reviews }, (_, index) => ({
  id: `review-${index + 1}`,
  body: say(index + 2, 6),
  authorId: `person-${(index % counts.people) + 1}`,
  upc: `upc-${((index * 5) % counts.products) + 1}`,
}));
