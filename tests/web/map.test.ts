import { describe, expect, test } from 'vitest';
import type { AskGraph } from '../../src/web/site/graph.ts';
import { drawBorders, findNext, findViewBox } from '../../src/web/site/map/map-geometry.ts';
import { startState, writeMapState } from '../../src/web/site/map/map-state.ts';
import { changeState, sortCouncils } from '../../src/web/site/map/map-view.ts';
import type { MapCouncil, MapYear } from '../../src/web/site/map/map-year.ts';
import {
  classOf,
  describeClasses,
  MEASURE_NAMES,
  sayMeasure,
} from '../../src/web/site/map/measures.ts';
import { parseMapState } from '../../src/web/site/map/parse-map-state.ts';
import { readMapLayout } from '../../src/web/site/map/read-map-layout.ts';
import { readMapYear } from '../../src/web/site/map/read-map-year.ts';

const YEARS = [2016, 2017, 2018, 2019, 2020];
const RATE = { percent: 69, numerator: 37, denominator: 54 };
const NOTHING = { percent: null, numerator: 0, denominator: 0 };

function makeCouncil(name: string, changes: Partial<MapCouncil> = {}): MapCouncil {
  return {
    slug: name.toLowerCase(),
    name,
    type: 'DISTRICT',
    region: 'South East',
    places: { districts: { q: 0, r: 0 } },
    figures: {
      sample: true,
      uphold: RATE,
      compliance: { percent: 99, numerator: 110, denominator: 111 },
      remedies: NOTHING,
      per100k: 3.95,
      similar: { uphold: 45, compliance: 100, remedies: 13, per100k: 1.8 },
    },
    ...changes,
  };
}

describe('the state in the address', () => {
  test('begins with the uphold rate of the last year, all councils, districts', () => {
    expect(parseMapState({}, YEARS)).toEqual({ state: startState(2020), problems: [] });
    expect(writeMapState(startState(2020), startState(2020))).toBe('/');
  });

  test('is read as it was written', () => {
    const start = startState(2020);
    for (const measure of MEASURE_NAMES) {
      const state = {
        ...start,
        measure,
        year: 2017,
        layer: 'counties' as const,
        type: 'COUNTY',
        region: 'Yorkshire and The Humber',
        sort: { key: 'similar' as const, descending: true },
      };
      const query = Object.fromEntries(
        new URL(writeMapState(state, start), 'http://host').searchParams,
      );
      expect(parseMapState(query, YEARS)).toEqual({ state, problems: [] });
    }
  });

  test('brings the layer of a type that is in one only', () => {
    const { state } = parseMapState({ type: 'COUNTY' }, YEARS);
    expect(state.layer).toBe('counties');
    expect(changeState(state, { layer: 'districts' })).toMatchObject({
      layer: 'districts',
      type: '',
    });
    expect(changeState(state, { type: 'DISTRICT' }).layer).toBe('districts');
    expect(changeState(state, { type: 'UNITARY' }).layer).toBe('counties');
  });

  test('reports each mistake and shows the rest', () => {
    const { state, problems } = parseMapState(
      { measure: 'height', year: '2031', layer: 'parishes', type: ['A', 'B'], region: 'London' },
      YEARS,
    );
    expect(problems.map(({ message }) => message)).toEqual([
      '“type” must be one of COUNTY, DISTRICT, LONDON_BOROUGH, METROPOLITAN, UNITARY, but got several values.',
      '“measure” must be one of uphold, compliance, remedies, per100k, but got “height”.',
      '“year” must be a year from 2016 to 2020, but got “2031”.',
      '“layer” must be one of counties, districts, but got “parishes”.',
    ]);
    expect(state).toEqual({ ...startState(2020), region: 'London' });
  });

  test.each(['-', '--value', 'value-', 'population', '-value '])('has no order “%s”', (sort) => {
    const { state, problems } = parseMapState({ sort }, YEARS);
    expect(state.sort).toBeNull();
    expect(problems.length).toBe(1);
  });
});

describe('measures', () => {
  test('0% is a class; what cannot be divided is none', () => {
    const never = makeCouncil('A', { figures: { ...figures(), uphold: { ...RATE, percent: 0 } } });
    expect(classOf('uphold', never)).toBe(0);
    expect(classOf('remedies', makeCouncil('B'))).toBe('none');
    expect(classOf('uphold', unknown())).toBe('none');
  });

  test('are said with their counts, or with why there is none', () => {
    expect(sayMeasure('uphold', makeCouncil('A'))).toBe('69%, 37 of 54');
    expect(sayMeasure('remedies', makeCouncil('A'))).toBe('Nothing was upheld');
    expect(sayMeasure('per100k', makeCouncil('A'))).toBe('4.0');
    expect(sayMeasure('compliance', unknown())).toBe('Not known');
  });

  test('have classes without gaps and without overlap', () => {
    expect(describeClasses('uphold')).toEqual([
      'under 30%',
      '30% to 44%',
      '45% to 59%',
      '60% to 74%',
      '75% and over',
    ]);
    expect(describeClasses('compliance').at(-1)).toBe('100%');
    expect(describeClasses('per100k')).toEqual([
      'under 1.0',
      '1.0 to 1.9',
      '2.0 to 3.9',
      '4.0 to 5.9',
      '6.0 and over',
    ]);
  });

  function figures() {
    const { figures: known } = makeCouncil('A');
    if (known === undefined) throw new Error('the council of the tests has figures');
    return known;
  }

  function unknown(): MapCouncil {
    const { figures: _left, ...council } = makeCouncil('A');
    return council;
  }
});

describe('the picture', () => {
  // A row of three, and one below on the left: a gap between the second and third.
  const hexes = [
    { place: { q: 0, r: 0 }, region: 'North' },
    { place: { q: 1, r: 0 }, region: 'South' },
    { place: { q: 3, r: 0 }, region: 'South' },
    { place: { q: -1, r: 2 }, region: 'South' },
  ];
  const next = (from: number, key: Parameters<typeof findNext>[2]) =>
    hexes.findIndex((hex) => hex === findNext(hexes, hexes[from]?.place ?? { q: 0, r: 0 }, key));

  test('arrow keys lead over gaps, and nowhere at an edge', () => {
    expect(next(0, 'ArrowRight')).toBe(1);
    expect(next(1, 'ArrowRight')).toBe(2);
    expect(next(2, 'ArrowRight')).toBe(-1);
    expect(next(2, 'ArrowLeft')).toBe(1);
    expect(next(1, 'ArrowDown')).toBe(3);
    expect(next(3, 'ArrowUp')).toBe(0);
    expect(next(3, 'ArrowDown')).toBe(-1);
    expect(next(1, 'End')).toBe(2);
    expect(next(2, 'Home')).toBe(0);
  });

  test('has borders between regions, and none to the sea or within one', () => {
    expect(drawBorders(hexes).match(/M/g)?.length).toBe(1);
    expect(drawBorders(hexes.filter(({ region }) => region === 'South'))).toBe('');
  });

  test('holds every hexagon whole', () => {
    const box = findViewBox(hexes.map(({ place }) => place));
    expect(box.width).toBeGreaterThanOrEqual(80);
    expect(box.x).toBeLessThanOrEqual(-10);
  });
});

describe('the table', () => {
  const year = (councils: MapCouncil[]): MapYear => ({
    yearEnding: 2020,
    breakNote: null,
    councils,
    missing: [],
  });
  const rate = (percent: number | null) => {
    const { figures } = makeCouncil('A');
    return figures && { figures: { ...figures, uphold: { ...RATE, percent } } };
  };
  const all = year([
    makeCouncil('Bolsover', rate(25)),
    makeCouncil('Ashford', rate(null)),
    makeCouncil('Corby', { ...rate(75), region: 'East Midlands' }),
    makeCouncil('Kent', { places: { counties: { q: 0, r: 0 } } }),
  ]);
  const order = (descending: boolean) =>
    sortCouncils({
      state: { ...startState(2020), sort: { key: 'value', descending } },
      year: all,
    }).map(({ name }) => name);

  test('has the councils of the layer, by name until a column is chosen', () => {
    const names = sortCouncils({ state: startState(2020), year: all }).map(({ name }) => name);
    expect(names).toEqual(['Ashford', 'Bolsover', 'Corby']);
  });

  test('sorts by value with those without one last, whichever way', () => {
    expect(order(true)).toEqual(['Corby', 'Bolsover', 'Ashford']);
    expect(order(false)).toEqual(['Bolsover', 'Corby', 'Ashford']);
  });

  test('leaves out what the filters do', () => {
    const state = { ...startState(2020), region: 'East Midlands' };
    expect(sortCouncils({ state, year: all }).map(({ name }) => name)).toEqual(['Corby']);
  });
});

describe('a year read from the graph', () => {
  const node = (code: string, changes: object = {}) => ({
    code,
    slug: code.toLowerCase(),
    name: code,
    type: 'DISTRICT',
    region: 'South East',
    startDate: null,
    endDate: null,
    performance: {
      source: 'CASEWORK',
      sample: true,
      breakNote: null,
      upheld: RATE,
      compliance: RATE,
      satisfactoryRemedies: RATE,
      upheldPer100k: 1.5,
      similar: null,
    },
    ...changes,
  });
  const layout = readMapLayout();
  const pages = [
    [
      node('E07000107'),
      node('E06000058', { startDate: '2019-04-01' }),
      node('E99999999'), // no place on the map
    ],
    [
      node('E07000004', { endDate: '2020-03-31' }),
      node('E06000060', { startDate: '2020-04-01' }),
      node('E07000105', { performance: { ...node('').performance, source: 'NONE' } }),
    ],
  ];

  function createAsk(failing: boolean): { ask: AskGraph; asked: object[] } {
    const asked: object[] = [];
    const ask: AskGraph = async (_query, variables) => {
      asked.push(variables);
      if (failing && variables.compliance === true) {
        return {
          data: { councils: null },
          errors: [
            { message: 'down', path: ['councils', 'nodes', 0, 'performance', 'compliance'] },
          ],
        };
      }
      const page = variables.after === 'second' ? 1 : 0;
      const nodes = pages[page]?.map((one) => {
        const { compliance, ...rest } = one.performance;
        return failing ? { ...one, performance: rest } : one;
      });
      const pageInfo = { hasNextPage: page === 0, endCursor: page === 0 ? 'second' : null };
      return { data: { councils: { nodes, pageInfo } } };
    };
    return { ask, asked };
  }

  test('has the councils that were there on 31 March, from every page', async () => {
    const { ask, asked } = createAsk(false);
    const codes = (year: MapYear) => year.councils.map(({ name }) => name);
    expect(codes(await readMapYear(ask, layout, 2020))).toEqual([
      'E07000107',
      'E06000058',
      'E07000004',
      'E07000105',
    ]);
    expect(asked.length).toBe(2);
    expect(codes(await readMapYear(ask, layout, 2019))).not.toContain('E06000058');
    expect(codes(await readMapYear(ask, layout, 2021))).toContain('E06000060');
  });

  test('leaves figures out where nothing is known', async () => {
    const year = await readMapYear(createAsk(false).ask, layout, 2020);
    expect(year.councils.filter(({ figures }) => figures === undefined).length).toBe(1);
  });

  test('says what could not be read, and has the rest', async () => {
    const year = await readMapYear(createAsk(true).ask, layout, 2020);
    expect(year.missing).toEqual(['compliance']);
    expect(year.councils[0]?.figures?.uphold.percent).toBe(69);
    expect(year.councils[0]?.figures?.compliance).toBeUndefined();
  });
});
