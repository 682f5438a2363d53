/** How the studio's pages talk to the server: JSON, with the key of this tab where there is one. */

const storageName = 'redress-studio-key';

/** The API key of this tab. It is gone when the tab is closed. */
export function readKey(): string {
  return sessionStorage.getItem(storageName) ?? '';
}

export function keepKey(key: string): void {
  if (key === '') sessionStorage.removeItem(storageName);
  else sessionStorage.setItem(storageName, key);
}

/** What is wrong with one field that was sent. */
export interface FieldProblem {
  readonly field: string;
  /** Line of its text, from 1; null where it is about the whole field. */
  readonly line: number | null;
  readonly message: string;
}

/** The server's refusal, in its words. */
export class StudioRefusal extends Error {
  readonly status: number;
  readonly code: string;
  /** Each field that is wrong, where the refusal is about fields. */
  readonly problems: readonly FieldProblem[];

  constructor(status: number, code: string, message: string, problems: readonly FieldProblem[]) {
    super(message);
    this.problems = problems;
    this.status = status;
    this.code = code;
  }
}

/** Sends a request with the key. Throws a `StudioRefusal` for anything but success. */
export async function send(path: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
  const key = readKey();
  const response = await fetch(path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(key === '' ? {} : { authorization: `Bearer ${key}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  });
  if (response.ok) return response;
  const refused = await response.json().catch(() => ({}));
  const [first] = refused.errors ?? [];
  throw new StudioRefusal(
    response.status,
    first?.extensions?.code ?? '',
    first?.message ?? `The server answered with ${response.status}.`,
    first?.extensions?.problems ?? [],
  );
}

/** The JSON that a route of the studio answers with. */
export async function ask<Answer>(
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<Answer> {
  return (await send(path, body, signal)).json();
}

export interface Problem {
  readonly code: string;
  readonly report: string | null;
  readonly stage: string;
  readonly message: string;
  readonly file: string | null;
  readonly line: number | null;
}

/** As much of JSON Schema as parameters of reports use. */
export interface ParameterSchema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly description?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

export interface ListedReport {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly parameters: {
    readonly properties?: Readonly<Record<string, ParameterSchema>>;
    readonly required?: readonly string[];
  };
  readonly fixtures: readonly {
    readonly name: string;
    readonly params: Readonly<Record<string, unknown>>;
  }[];
}

export interface ReportList {
  readonly reports: readonly ListedReport[];
  readonly problems: readonly Problem[];
  readonly live: boolean;
  readonly whyNoData: string | null;
  readonly mail: boolean;
  readonly watching: boolean;
}

export interface Preview {
  readonly letter: {
    readonly subject: string;
    readonly preheader: string;
    readonly html: string;
    readonly text: string;
    readonly mjml: string;
    readonly parameters: Readonly<Record<string, unknown>>;
  } | null;
  readonly data: unknown;
  readonly query: string;
  readonly variables: unknown;
  readonly bytes: { readonly html: number; readonly text: number; readonly clip: number };
  readonly findings: readonly {
    readonly severity: 'error' | 'warning';
    readonly rule: string;
    readonly message: string;
    readonly line?: number;
  }[];
  readonly problems: readonly Problem[];
  readonly timings: { readonly dataMs: number; readonly renderMs: number };
}

export interface Published {
  readonly letter: {
    readonly yearEnding: number;
    readonly path: string;
    readonly text: string;
  } | null;
}
