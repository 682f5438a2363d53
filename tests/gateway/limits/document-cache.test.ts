import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { DocumentCache } from '../../../src/gateway/limits/document-cache.ts';
import { readLimits } from '../../../src/gateway/limits/operation-limits.ts';

const schema = buildSchema('type Query { a(b: String): Query c: Int }');
const create = () => new DocumentCache(schema, readLimits({}, 20));

describe('DocumentCache', () => {
  it('checks a good document once', () => {
    const cache = create();
    const first = cache.check('{ c }');
    expect(cache.check('{ c }').document).toBe(first.document);
  });

  it('keeps nothing of a bad one', () => {
    const cache = create();
    for (const text of ['{', '{ nothing }', '{ ...A } fragment A on Query { ...A }']) {
      expect(cache.check(text).errors.length).toBeGreaterThan(0);
    }
    expect(cache.bytes).toBe(0);
  });

  it('stays within its memory, whether documents are long or have many tokens', () => {
    const cache = create();
    const maxBytes = 64 * 1_048_576;
    const texts = Array.from({ length: 200 }, (_, n) => [
      `{ a(b: "${n}${'x'.repeat(300_000)}") { c } }`,
      `{ a(b: "${n}") { ${'a { c } '.repeat(49)} ${'... { c } '.repeat(40)} } }${'#\n'.repeat(4_000)}`,
    ]).flat();
    const [oldest = ''] = texts;
    const newest = texts.at(-1) ?? '';
    const first = cache.check(oldest);
    for (const text of texts) {
      expect(cache.check(text).errors).toEqual([]);
      expect(cache.bytes).toBeLessThanOrEqual(maxBytes);
    }
    expect(cache.bytes).toBeGreaterThan(maxBytes / 2);
    expect(cache.check(newest)).toBe(cache.check(newest));
    expect(cache.check(oldest)).not.toBe(first);
  });
});
