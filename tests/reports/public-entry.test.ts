import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/** Everything that a module loads at run time: our own files followed, packages by name. */
function modulesOf(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const imports = readFileSync(file, 'utf8').matchAll(
    /^(?:import|export) (?!type )[^;]*?from '([^']+)';/gms,
  );
  for (const [, name = ''] of imports) {
    if (name.startsWith('.')) modulesOf(resolve(dirname(file), name), seen);
    else seen.add(name);
  }
  return seen;
}

describe('redress/reports', () => {
  it('loads no server, no database, no MJML: only zod, graphql and what reads Markdown', () => {
    const entry = fileURLToPath(new URL('../../src/reports/index.ts', import.meta.url));
    const packages = [...modulesOf(entry)].filter((name) => !name.startsWith('/'));
    expect(packages.sort()).toEqual(['graphql', 'mdast-util-from-markdown', 'zod']);
  });
});
