import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { describe, expect, it } from 'vitest';
import { printOperations } from '../../examples/frontend/print-operations.ts';

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
    const outDir = await mkdtemp(join(tmpdir(), 'redress-frontend-'));
    try {
      await build({
        configFile: join(folder, 'vite.config.ts'),
        root: folder,
        logLevel: 'warn',
        build: { outDir, emptyOutDir: true },
      });
      const files = await readdir(outDir, { recursive: true });
      expect(files.filter((file) => /\.(html|js|css)$/.test(file))).toHaveLength(3);
      const script = files.find((file) => file.endsWith('.js')) ?? '';
      const text = await readFile(join(outDir, script), 'utf8');
      expect(text).toContain('query CouncilRates');
      expect(text.length).toBeLessThan(10_000);
    } finally {
      await rm(outDir, { recursive: true });
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
