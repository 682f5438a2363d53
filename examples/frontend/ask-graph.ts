import type { TypedOperation } from './typed-operation.ts';

/** What came back: data that may have holes, and why it has them. */
export interface Answer<Data> {
  /** Null when nothing came at all. */
  readonly data: Data | null;
  /** A sentence for each thing that could not be had; empty when all went well. */
  readonly problems: readonly string[];
}

/** Sends one operation to the gateway at the page's own origin. Never rejects: what fails is a problem of the answer. */
export async function askGraph<Data, Variables>(
  operation: TypedOperation<Data, Variables>,
  variables: Variables,
): Promise<Answer<Data>> {
  try {
    const response = await fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ query: operation.text, variables }),
    });
    const { data, errors } = (await response.json()) as {
      data?: Data | null;
      errors?: { message: string }[];
    };
    return { data: data ?? null, problems: (errors ?? []).map((error) => error.message) };
  } catch {
    return { data: null, problems: ['The server could not be reached. Try again in a moment.'] };
  }
}
