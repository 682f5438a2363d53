import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { colourDistance, contrast, VISIONS, type Vision } from './colour.ts';

const folder = new URL('../../src/web/site/', import.meta.url);
const PAPER = { light: '#ffffff', dark: '#14191d' };

/** Colours by their names, from the first block of a sheet (light) or from that for dark schemes. */
function readColours(file: string, scheme: 'light' | 'dark'): Record<string, string> {
  const sheet = readFileSync(new URL(file, folder), 'utf8');
  const [light = '', dark = ''] = sheet.split('prefers-color-scheme: dark');
  const block = /:root \{([^}]*)\}/.exec(scheme === 'light' ? light : dark)?.[1] ?? '';
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[\da-f]{6});/g)].map(([, name = '', hex = '']) => [
      name,
      hex,
    ]),
  );
}

function classesOf(scheme: 'light' | 'dark'): string[] {
  const colours = readColours('map/map.css', scheme);
  return [0, 1, 2, 3, 4].map((index) => colours[`map-${index}`] ?? '');
}

const visions = Object.keys(VISIONS).filter((name): name is Vision => name in VISIONS);

describe.each(['light', 'dark'] as const)('colours on a %s page', (scheme) => {
  test('are measured against the page’s own ground', () => {
    const sheet = readFileSync(new URL('site.scss', folder), 'utf8');
    if (scheme === 'dark') {
      expect(sheet).toContain(`--govuk-body-background-colour: ${PAPER.dark};`);
    }
    expect(readColours('map/map.css', scheme)['map-gap']).toBe(PAPER[scheme]);
  });

  test('every class of the map stands out from the page, 3 : 1', () => {
    const faint = classesOf(scheme).filter((colour) => contrast(colour, PAPER[scheme]) < 3);
    expect(faint).toEqual([]);
  });

  test('classes go from near the page to far from it, step by step', () => {
    const steps = classesOf(scheme).map((colour) => contrast(colour, PAPER[scheme]));
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    for (const [index, step] of steps.slice(1).entries()) {
      expect(step / (steps[index] ?? 1)).toBeGreaterThan(1.25);
    }
  });

  test.each(visions)('any two classes can be told apart with %s vision', (vision) => {
    const classes = classesOf(scheme);
    const near = classes.flatMap((one, index) =>
      classes
        .slice(index + 1)
        .filter((other) => colourDistance(one, other, vision) < 10)
        .map((other) => `${one} ${other}`),
    );
    expect(near).toEqual([]);
  });

  test('what has no figure is drawn in lines that stand out', () => {
    const none = readColours('map/map.css', scheme)['map-none'] ?? '';
    expect(contrast(none, PAPER[scheme])).toBeGreaterThan(3);
  });

  test('bars, lines and marks of charts stand out from the page, 3 : 1', () => {
    const colours = readColours('charts/charts.css', scheme);
    for (const name of ['chart-own', 'chart-similar', 'chart-break']) {
      expect([name, contrast(colours[name] ?? '', PAPER[scheme]) > 3]).toEqual([name, true]);
    }
  });

  test.each(visions)('council and similar councils differ with %s vision', (vision) => {
    const colours = readColours('charts/charts.css', scheme);
    const [own = '', similar = ''] = [colours['chart-own'], colours['chart-similar']];
    expect(colourDistance(own, similar, vision)).toBeGreaterThan(10);
  });
});

test('the simulation knows colours that cannot be told apart', () => {
  // Red and green of one lightness: far apart for most people, near for those without red or green cones.
  expect(colourDistance('#b05a3c', '#73703c', 'usual')).toBeGreaterThan(30);
  expect(colourDistance('#b05a3c', '#73703c', 'deuteranopia')).toBeLessThan(15);
  expect(contrast('#ffffff', '#000000')).toBeCloseTo(21, 5);
});
