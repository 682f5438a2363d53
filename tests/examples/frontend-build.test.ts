import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Document, type Element, Window } from 'happy-dom';
import { build } from 'vite';
import { describe, expect, it } from 'vitest';
import { printOperations } from '../../examples/frontend/print-operations.ts';
import { openServer } from '../e2e/open-server.ts';

const folder = 'examples/frontend';
const read = (name: string) => readFile(join(folder, name), 'utf8');

async function readOperations(): Promise<Map<string, string>> {
  const names = (await readdir(folder)).filter(
    (name) => name.endsWith('.graphql') && name !== 'schema.graphql',
  );
  return new Map(
    await Promise.all(names.sort().map(async (name) => [name, await read(name)] as const)),
  );
}

interface Built {
  readonly files: readonly string[];
  readonly html: string;
  readonly script: string;
}

/** Builds the example as `npm run build` does, into a folder that is deleted afterwards. */
async function withBuilt(use: (built: Built) => Promise<void>): Promise<void> {
  const outDir = await mkdtemp(join(tmpdir(), 'redress-frontend-'));
  try {
    await build({
      configFile: join(folder, 'vite.config.ts'),
      root: folder,
      logLevel: 'warn',
      build: { outDir, emptyOutDir: true },
    });
    const files = await readdir(outDir, { recursive: true });
    const text = (ending: string) =>
      readFile(join(outDir, files.find((file) => file.endsWith(ending)) ?? ''), 'utf8');
    await use({ files, html: await text('.html'), script: await text('.js') });
  } finally {
    await rm(outDir, { recursive: true });
  }
}

/** The built page in a document without a browser, whose requests go to a server. */
function openPage(url: string, html: string, script: string) {
  const window = new Window({ url });
  window.document.write(html.replace(/<script[^>]*><\/script>|<link[^>]*>/g, ''));
  const fetchHere = (path: string, init: RequestInit) => fetch(new URL(path, url), init);
  const run = new Function('window', 'document', 'FormData', 'MutationObserver', 'fetch', script);
  run(window, window.document, window.FormData, window.MutationObserver, fetchHere);
  return { page: window.document, close: () => window.happyDOM.close() };
}

/** Waits until the page has shown its answer. */
async function answered(page: Document): Promise<Element | undefined> {
  const answer = page.querySelector('#answer');
  const view = page.defaultView;
  if (answer === null || view === null) return undefined;
  await new Promise<void>((resolve) => {
    const look = () => {
      if (answer.getAttribute('aria-busy') === 'false') resolve();
    };
    new view.MutationObserver(look).observe(answer, { attributes: true });
    look();
  });
  return answer;
}

function ask(page: Document, council: string): void {
  const field = page.querySelector('input[name=slug]');
  field?.setAttribute('value', council);
  page.querySelector('form')?.requestSubmit();
}

/** What is shown, once it is there: headings, paragraphs, and rows with a space between cells. */
async function textOf(page: Document): Promise<string[]> {
  const answer = await answered(page);
  return [...(answer?.querySelectorAll('h2, p, tbody tr') ?? [])].map((element) =>
    (element.children.length > 0 ? [...element.children] : [element])
      .map(({ textContent }) => textContent)
      .join(' '),
  );
}

const rate = '{ percent numerator denominator }';
const rates = ['upheld', 'satisfactoryRemedies', 'compliance'] as const;
const titles = ['Complaints upheld', 'Satisfactory remedies', 'Compliance'];

/** The rows that the page should have, from an operation of our own. */
async function expectedRows(url: string, slug: string): Promise<string[]> {
  const fields = rates.map((name) => `${name} ${rate}`).join(' ');
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query: `{ council(slug: "${slug}") { performance(yearEnding: 2020) { ${fields} similar { ${fields} } } } }`,
    }),
  });
  type Rates = Record<(typeof rates)[number], Record<string, number>>;
  const { data } = (await response.json()) as {
    data: { council: { performance: Rates & { similar: Rates } } };
  };
  const { similar, ...own } = data.council.performance;
  const rows = rates.map((name, index) => {
    const { percent, numerator, denominator } = own[name];
    return `${titles[index]} ${percent}%${numerator} of ${denominator} ${similar[name].percent}%`;
  });
  return [...rows, 'Made-up sample data.'];
}

describe('the example frontend', () => {
  it('has the types that its operations have by that schema (npm run generate)', async () => {
    const types = printOperations(await read('schema.graphql'), await readOperations());
    expect(await read('operations.generated.ts')).toBe(types);
  });

  it('compiles, and what its type test expects not to compile does not', async () => {
    const run = promisify(execFile);
    await run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', folder]);
  });

  it('builds without a browser, with its operation and nothing of the generator', async () => {
    await withBuilt(async ({ files, script }) => {
      expect(files.filter((file) => /\.(html|js|css)$/.test(file))).toHaveLength(3);
      expect(script).toContain('query CouncilRates');
      expect(script.length).toBeLessThan(10_000);
    });
  });

  it('shows, built, the figures that the real server gives, also where there is no browser', async () => {
    const server = await openServer();
    try {
      await withBuilt(async ({ html, script }) => {
        const { page, close } = openPage(server.url, html, script);
        try {
          expect(await textOf(page)).toEqual([
            'Dartford Borough Council',
            ...(await expectedRows(server.url, 'dartford')),
          ]);
          ask(page, 'atlantis');
          expect(await textOf(page)).toEqual(['There is no council “atlantis”.']);
        } finally {
          await close();
        }
      });
    } finally {
      await server.close();
    }
  });

  it('imports nothing of Redress', async () => {
    for (const name of (await readdir(folder)).filter((file) => file.endsWith('.ts'))) {
      expect(await read(name), name).not.toMatch(/from '(\.\.\/|redress)/);
    }
  });
});

describe('its generator of types', () => {
  const schema = `
    type Query { shop(id: ID!, kind: Kind = BOOK): Shop count: Int! }
    type Shop { name: String! tags: [String!]! items: [Item] open: Open }
    type Item { id: ID! kind: Kind! }
    enum Kind { BOOK FILM }
    scalar Open
  `;

  it('gives types for lists, enums, nulls, aliases, fragments and variables', () => {
    const text = `query One($id: ID!, $kind: Kind) {
      count
      first: shop(id: $id, kind: $kind) { ...F __typename items { id kind } }
    }
    fragment F on Shop { tags open }`;
    expect(printOperations(schema, new Map([['one.graphql', text]]))).toContain(
      `export interface OneVariables {
  readonly id: string;
  readonly kind?: 'BOOK' | 'FILM' | null;
}

export interface OneData {
  readonly count: number;
  readonly first: {
    readonly tags: readonly (string)[];
    readonly open: unknown | null;
    readonly __typename: 'Shop';
    readonly items: readonly ({
      readonly id: string;
      readonly kind: 'BOOK' | 'FILM';
    } | null)[] | null;
  } | null;
}
`,
    );
  });

  it('names file, line and mistake of every field that the graph does not have', () => {
    const text = 'query One {\n  cuont\n  shop(id: 1) {\n    naem\n  }\n}';
    expect(() => printOperations(schema, new Map([['one.graphql', text]]))).toThrow(
      '[generate] one.graphql:2 Cannot query field "cuont" on type "Query". Did you mean "count"?\n' +
        'one.graphql:4 Cannot query field "naem" on type "Shop". Did you mean "name"?',
    );
  });

  it('wants a name for each operation', () => {
    expect(() => printOperations(schema, new Map([['one.graphql', '{ count }']]))).toThrow(
      '[generate] one.graphql: expected a named operation',
    );
  });
});
