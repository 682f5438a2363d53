/** How many objects a response has, its root not counted. */
export function countObjects(data: unknown): number {
  if (typeof data !== 'object' || data === null) return 0;
  return Object.values(data).reduce<number>((sum, value) => sum + countWithin(value), 0);
}

function countWithin(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + countWithin(item), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + countObjects(value);
}
