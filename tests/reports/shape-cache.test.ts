import { describe, expect, it, vi } from 'vitest';
import { compileMjml } from '../../src/reports/compile-mjml.ts';
import { html, type MjmlFragment, mjml } from '../../src/reports/index.ts';
import { writeSource } from '../../src/reports/markup/letter-shape.ts';
import { createShapeCache } from '../../src/reports/shape-cache.ts';

function wrap(body: MjmlFragment): MjmlFragment {
  return mjml`<mjml lang="en"><mj-head><mj-title>t</mj-title></mj-head><mj-body>
    <mj-section><mj-column>${body}</mj-column></mj-section></mj-body></mjml>`;
}

function greet(name: string): MjmlFragment {
  return wrap(mjml`<mj-text>Dear ${name}</mj-text>`);
}

function createCache(max = 10) {
  const compile = vi.fn(compileMjml);
  return { compile, cache: createShapeCache({ max, compile }) };
}

describe('the shape cache', () => {
  it('fills in a second letter of a shape without MJML, and synchronously', async () => {
    const { compile, cache } = createCache();
    expect(cache.fill(greet('A'))).toBeUndefined();
    await cache.render(greet('A'));
    compile.mockClear();
    const filled = cache.fill(greet('<B>'));
    expect(compile).not.toHaveBeenCalled();
    expect(filled).toBe(await compileMjml(writeSource(greet('<B>'))));
    expect(cache.stats()).toEqual({
      shapes: 1,
      filled: 1,
      compiled: 1,
      notFillable: 0,
      evicted: 0,
    });
  });

  it('compiles a shape once when many letters of it come at the same time', async () => {
    const { compile, cache } = createCache();
    const names = Array.from({ length: 20 }, (_, index) => `N${index}`);
    const letters = await Promise.all(names.map((name) => cache.render(greet(name))));
    expect(letters.map((letter, index) => letter.includes(`Dear ${names[index]}<`))).toEqual(
      names.map(() => true),
    );
    expect(cache.stats()).toMatchObject({ compiled: 1, filled: 19 });
    // The letter, its markers, a trial with hostile values and one without any.
    expect(compile).toHaveBeenCalledTimes(4);
  });

  it('gives up the shape unused for longest when there are too many', async () => {
    const { cache } = createCache(2);
    const wide = (width: number) => wrap(mjml`<mj-text padding="${width}px">x</mj-text>`);
    await cache.render(wide(1));
    await cache.render(wide(2));
    await cache.render(wide(1));
    await cache.render(wide(3));
    expect(cache.fill(wide(2))).toBeUndefined();
    expect(cache.fill(wide(1))).toBeDefined();
    expect(cache.fill(wide(3))).toBeDefined();
    expect(cache.stats()).toMatchObject({ shapes: 2, evicted: 1 });
  });

  it('sends every letter through MJML when MJML would give other bytes than the filled shape', async () => {
    const compile = async (source: string) =>
      source.includes('&lt;')
        ? compileMjml(source.replaceAll('&lt;', 'less than '))
        : compileMjml(source);
    const cache = createShapeCache({ max: 10, compile });
    await cache.render(greet('A'));
    expect(cache.fill(greet('B'))).toBeUndefined();
    expect(await cache.render(greet('<B'))).toContain('Dear less than B');
    expect(cache.stats()).toMatchObject({ compiled: 2, filled: 0, notFillable: 1 });
  });

  it('sees through markup that MJML makes at random', async () => {
    const { cache } = createCache();
    const menu = wrap(
      mjml`<mj-navbar hamburger="hamburger"><mj-navbar-link href="${'https://a.org'}">x</mj-navbar-link></mj-navbar>`,
    );
    await cache.render(menu);
    expect(cache.stats()).toMatchObject({ notFillable: 1 });
  });

  it('rejects with MJML’s error, remembers nothing of it, and goes on', async () => {
    const { cache } = createCache();
    const wrong = wrap(mjml`<mj-text hight="1px">x</mj-text>`);
    const results = await Promise.allSettled([cache.render(wrong), cache.render(wrong)]);
    for (const result of results) {
      expect(result).toMatchObject({
        status: 'rejected',
        reason: { message: expect.stringContaining('Attribute hight is illegal') },
      });
    }
    expect(cache.stats()).toMatchObject({ shapes: 0 });
    expect(await cache.render(greet('A'))).toContain('Dear A');
  });

  it('tells a value that looks like a marker from a marker', async () => {
    const { cache } = createCache();
    const letter = (one: string, two: string) =>
      wrap(mjml`<mj-text>zvalue0x ${one} ${two}</mj-text>`);
    await cache.render(letter('a', 'b'));
    const filled = cache.fill(letter('zvalue1x', 'zzvalue0x'));
    expect(filled).toContain('zvalue0x zvalue1x zzvalue0x');
  });

  it('keeps apart letters that are empty at the ends of a block', async () => {
    const { cache } = createCache();
    const letter = (one: string, two: string) =>
      wrap(mjml`<mj-text>  ${one} middle ${html`<i>x</i>`}${two}</mj-text>`);
    for (const [one, two] of [
      ['a', 'b'],
      ['', 'b'],
      ['a', ''],
      ['', ''],
      [' a ', '\n'],
      [' ', ' b'],
    ] as const) {
      expect(await cache.render(letter(one, two))).toBe(
        await compileMjml(writeSource(letter(one, two))),
      );
    }
    expect(cache.stats()).toMatchObject({ notFillable: 0 });
  });
});
