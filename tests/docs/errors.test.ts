import { globSync, readFileSync } from 'node:fs';
import { isEnumType, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { composeSupergraph } from '../../src/gateway/supergraph/compose-supergraph.ts';
import { buildPublicSchema } from '../../src/gateway/supergraph/public-schema.ts';
import { createSubgraphs } from '../../src/resolvers/subgraphs.ts';

const table = readFileSync('docs/errors.md', 'utf8');
const documented = [...table.matchAll(/^\| `([A-Z][A-Z0-9_]+)` \|/gm)].map((row) => row[1] ?? '');

/** Words in capitals that are values of the graph, not codes. */
function readEnumValues(): Set<string> {
  const schema = buildPublicSchema(parse(composeSupergraph(createSubgraphs())));
  const enums = Object.values(schema.getTypeMap()).filter(isEnumType);
  return new Set(enums.flatMap((type) => type.getValues().map(({ name }) => name)));
}

/** Words in capitals that other programs chose: settings, and codes of Node, SQLite, Fastify, graphql and its tools. */
const foreign =
  /^(REDRESS|OTEL|SQLITE|FST|ERR|HPE|UND_ERR|CSV|INVALID_OPENING_QUOTE|DATABASE_URL|LOG_LEVEL|SMTP_URL|NODE_ENV|NON_NULL)/;

/** Every word in capitals with an underscore that our sources have as text or as the key of a table. */
function readCodes(): string[] {
  const values = readEnumValues();
  const files = globSync('src/**/*.{ts,tsx}').filter((file) => !file.endsWith('.generated.ts'));
  const words = files.flatMap((file) =>
    [
      ...readFileSync(file, 'utf8').matchAll(
        /'([A-Z]+(?:_[A-Z0-9]+)+)'|^\s+([A-Z]+(?:_[A-Z0-9]+)+):/gm,
      ),
    ].map((match) => match[1] ?? match[2] ?? ''),
  );
  return [...new Set(words)].filter((word) => !values.has(word) && !foreign.test(word)).sort();
}

describe('docs/errors.md', () => {
  it('has every code that our sources give', () => {
    const codes = readCodes();
    expect(codes.length).toBeGreaterThan(30);
    expect(codes.filter((code) => !documented.includes(code))).toEqual([]);
  });

  it('has no code that our sources do not give', () => {
    const codes = [...readCodes(), 'FORBIDDEN', 'UNAUTHENTICATED'];
    expect(documented.filter((code) => !codes.includes(code))).toEqual([]);
  });

  it('has each code once, with what it means and what to do', () => {
    expect(new Set(documented).size).toBe(documented.length);
    for (const row of table.split('\n').filter((line) => line.startsWith('| `'))) {
      expect(
        row.split('|').filter((cell) => cell.trim().length > 3).length,
        row,
      ).toBeGreaterThanOrEqual(3);
    }
  });
});
