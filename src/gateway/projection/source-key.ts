/** Keys to keep away from data, and whatever this module makes of them. */
const troublesome = new RegExp(
  `^(?:own_)*(?:__.*|${Object.getOwnPropertyNames(Object.prototype).join('|')})$`,
);

/**
 * The key that a field is fetched under when the client wants it under `key`: the same, but another for two kinds of
 * names. Reading `constructor` where it is missing finds what all objects inherit, and planners take what begins with
 * two underscores for introspection.
 *
 * No two keys get the same, so that a client may use any names it likes beside each other.
 */
export function sourceKey(key: string): string {
  return key !== '__typename' && troublesome.test(key) ? `own_${key}` : key;
}
