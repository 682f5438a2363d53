/** The same object with other methods. All else stays as it is, getters that change their value included. */
export function replaceMethods<Target extends object>(
  target: Target,
  methods: Partial<Target>,
): Target {
  return new Proxy(target, {
    get(whole, key) {
      if (Object.hasOwn(methods, key)) return Reflect.get(methods, key);
      const value: unknown = Reflect.get(whole, key, whole);
      return typeof value === 'function' ? value.bind(whole) : value;
    },
  });
}
