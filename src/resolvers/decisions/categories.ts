import { CategoryCount, SubcategoryCount } from '../../schema/decisions/category-count.type.ts';

/** Counts of a category and subcategory as they are read. */
export interface CategorySums {
  category: string;
  /** Empty for complaints without one. */
  subcategory: string;
  received: number;
  decided: number;
  notUpheld: number;
  upheld: number;
}

/** Categories in order of name, each with its subcategories. */
export function categoryCounts(rows: readonly CategorySums[]): CategoryCount[] {
  const categories = new Map<string, CategoryCount>();
  for (const row of rows.toSorted(byName)) {
    const counts = {
      received: row.received,
      decided: row.decided,
      investigated: row.upheld + row.notUpheld,
      upheld: row.upheld,
    };
    const category =
      categories.get(row.category) ??
      Object.assign(new CategoryCount(), {
        category: row.category,
        ...{ received: 0, decided: 0, investigated: 0, upheld: 0 },
        subcategories: [],
      });
    categories.set(row.category, category);
    category.received += counts.received;
    category.decided += counts.decided;
    category.investigated += counts.investigated;
    category.upheld += counts.upheld;
    category.subcategories.push(
      Object.assign(new SubcategoryCount(), {
        subcategory: row.subcategory === '' ? null : row.subcategory,
        ...counts,
      }),
    );
  }
  return [...categories.values()];
}

function byName(a: CategorySums, b: CategorySums): number {
  const [first, second] = [`${a.category}\n${a.subcategory}`, `${b.category}\n${b.subcategory}`];
  return first < second ? -1 : first > second ? 1 : 0;
}
