import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { performanceSummaryQuery } from '../../src/plugins/performance-summary/query.ts';
import { performanceSummary } from '../../src/plugins/performance-summary/report.ts';
import { openSampleDatabase } from '../open-sample-database.ts';
import { openGraph, type TestGraph } from '../resolvers/ask-graph.ts';
import { openServer, type TestServer } from './open-server.ts';
import { StatementCounter } from './statement-counter.ts';

let server: TestServer;
let key: { authorization: string };

beforeAll(async () => {
  server = await openServer();
  key = await server.createKey('letters:render');
});
afterAll(() => server.close());

const render = (parameters: object) =>
  fetch(`${server.url}/reports/performance-summary/render`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/plain', ...key },
    body: JSON.stringify(parameters),
  });

describe('the performance summary of a council over HTTP', () => {
  it.each([
    [
      'kent',
      [
        /^2023\* +87% \(53 of 61\) +80%$/m,
        /^2023\* +100% \(of 51\) +100%$/m,
        /^2023\* +8% \(4 of 53\) +6%$/m,
        /^2023\* +3\.4 +3\.4$/m,
        /^2023\* +not published +not published +53 +printed$/m,
      ],
    ],
    [
      'leeds',
      [/^2023\* +69% \(37 of 54\)/m, /^2023\* +100% \(of 27\)/m, /^2023\* +14% \(5 of 37\)/m],
    ],
    [
      'cornwall',
      [
        /^2024 +77% \(33 of 43\) +79%$/m,
        /^2024 +18% \(6 of 33\) +13%$/m,
        /^2025 +88% \(49 of 56\) +80%$/m,
        /^2025 +not published +196 +49 +printed$/m,
        /^No figures are known of 2021, 2022 and 2023\.$/m,
      ],
    ],
    [
      'bolsover',
      [
        /^2020 +11 +16 +1 +printed$/m,
        /^2020 +25% \(1 of 4\) +45%$/m,
        /^2024 +8 +not published +0 +printed$/m,
        /^2024 +no rate +/m,
        /^They were not published for 2020 and 2024\.$/m,
      ],
    ],
    [
      'runnymede',
      [
        /^2023\* +9 +10 +3 +printed$/m,
        /^2023\* +100% \(3 of 3\)/m,
        /^2023\* +no rate +/m,
        /^2023\* +67% \(2 of 3\)/m,
      ],
    ],
  ])('shows the printed figures of %s', async (council, lines) => {
    const text = await (await render({ council })).text();
    for (const line of lines) expect(text).toMatch(line);
    expect(text).toMatch(/^\* 2023: The way|^2023: The way/m);
  });

  it('shows a span, with the place among similar councils and the recommendations', async () => {
    const text = await (await render({ council: 'leeds', from: 2018, to: 2020 })).text();
    expect(text).toContain('years ending 31 March 2018 to 2020');
    expect(text).not.toMatch(/^2017/m);
    expect(text).toMatch(/^Uphold rate, lowest first +\d+\w\w of 36 +\w+$/m);
    expect(text).toMatch(/^Service improvements +\d+ +\d+ +\d+ +\d+ +\d+$/m);
  });
});

describe('the performance summary of several councils over HTTP', () => {
  it.each([
    [{ councilType: 'DISTRICT' }, 'District and borough councils: year ending 31 March 2020'],
    [{ region: 'South East' }, 'All councils in the region South East: year ending 31 March 2020'],
    [{}, 'England: year ending 31 March 2020'],
  ])('names who they are: %o', async (given, title) => {
    const text = await (await render({ ...given, yearEnding: 2020 })).text();
    expect(text).toContain(title);
    const [kinds, total] = [
      [...text.matchAll(/^(?:Personal remedies|Service improvements) +([\d,]+)/gm)],
      /^Recommendations by kind$[\s\S]*?^All +([\d,]+)/m.exec(text)?.[1],
    ];
    const numberOf = (words: string | undefined) => Number(words?.replaceAll(',', ''));
    expect(kinds.reduce((sum, [, count]) => sum + numberOf(count), 0)).toBe(numberOf(total));
    expect(numberOf(total)).toBeGreaterThan(0);
  });
});

describe('misuse of the performance summary', () => {
  it('answers 404 for a council or years of which nothing is known, and 400 for what makes no sense', async () => {
    for (const given of [
      { council: 'atlantis' },
      { council: 'kent', from: 2001, to: 2002 },
      { councilType: 'COUNTY', yearEnding: 2023 },
      { yearEnding: 2001 },
    ]) {
      const reply = await render(given);
      expect([reply.status, await reply.text()]).toEqual([
        404,
        expect.stringMatching(/there is no council|no figures of Kent|there is no casework/),
      ]);
    }
    expect((await render({ council: 'kent', region: 'London' })).status).toBe(400);
  });
});

describe('the query of the performance summary', () => {
  let graph: TestGraph;
  const counter = new StatementCounter();

  beforeAll(async () => {
    const { dataSource } = await openSampleDatabase({ logging: counter });
    graph = openGraph(dataSource);
  });
  afterAll(() => graph.close());

  async function countStatements(given: object): Promise<number> {
    counter.statements.length = 0;
    const variables = performanceSummary.variables(performanceSummary.params.parse(given));
    const { errors } = await graph.ask(performanceSummaryQuery.source, variables, []);
    expect(errors).toEqual([]);
    return counter.statements.length;
  }

  it('takes as many SQL statements for five years of a council as for two', async () => {
    const two = await countStatements({ council: 'kent', from: 2019, to: 2020 });
    expect(await countStatements({ council: 'kent', from: 2016, to: 2020 })).toBe(two);
    expect(two).toBeLessThanOrEqual(25);
  });

  it('takes as many for a large type or region as for a small one', async () => {
    const counties = await countStatements({ councilType: 'COUNTY', yearEnding: 2020 });
    expect(await countStatements({ councilType: 'DISTRICT', yearEnding: 2020 })).toBe(counties);
    const northEast = await countStatements({ region: 'North East', yearEnding: 2020 });
    expect(await countStatements({ region: 'South East', yearEnding: 2020 })).toBe(northEast);
    expect(await countStatements({ yearEnding: 2020 })).toBeLessThanOrEqual(counties);
  });

  it('counts recommendations of all types together as those of England', async () => {
    const ask = async (selection: string) =>
      JSON.stringify(
        (
          await graph.ask(
            `{ it: ${selection} { recommendationCounts { byKind { kind total late open } themes { theme count } } } }`,
          )
        ).data,
      );
    expect(await ask('groupPerformance(yearEnding: 2020)')).toBe(
      await ask('nationalPerformance(yearEnding: 2020)'),
    );
  });
});
