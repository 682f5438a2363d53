/**
 * The browser's storage for GraphiQL, without what is secret: its history would keep request headers, API keys among
 * them, after the page is closed. The history of the open page still has them.
 */
export function createSecretFreeStorage(storage: Storage): Storage {
  return {
    get length() {
      return storage.length;
    },
    clear: () => storage.clear(),
    key: (index) => storage.key(index),
    getItem: (name) => storage.getItem(name),
    removeItem: (name) => storage.removeItem(name),
    setItem: (name, value) => storage.setItem(name, withoutHeaders(value)),
  };
}

/** The same JSON without members called `headers`; text that is no JSON as it is. */
function withoutHeaders(text: string): string {
  if (!text.includes('"headers"')) return text;
  try {
    return JSON.stringify(JSON.parse(text), (name, value: unknown) =>
      name === 'headers' ? undefined : value,
    );
  } catch {
    return text;
  }
}
