/** The same object with another `execute`. All else stays as it is, getters that change their value included. */
export function replaceExecute<Target extends { execute: unknown }>(
  target: Target,
  execute: Target['execute'],
): Target {
  return new Proxy(target, {
    get(whole, key) {
      if (key === 'execute') return execute;
      const value: unknown = Reflect.get(whole, key, whole);
      return typeof value === 'function' ? value.bind(whole) : value;
    },
  });
}
