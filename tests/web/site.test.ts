import { readdir } from 'node:fs/promises';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, describe, expect, test } from 'vitest';
import { createSite } from '../../src/web/site.plugin.ts';
import {
  type CannedGraphOptions,
  cannedCouncil,
  cannedYear,
  createCannedGraph,
  openSite,
  testWriters,
} from './canned-graph.ts';

const BROWSER = { accept: 'text/html' };
const open: FastifyInstance[] = [];

async function get(url: string, options: CannedGraphOptions = {}, headers = {}) {
  const { app, asked } = await openSite(options);
  open.push(app);
  const reply = await app.inject({ url, headers: { ...BROWSER, ...headers } });
  return { reply, asked, text: reply.body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ') };
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((app) => app.close()));
});

describe('list of councils', () => {
  test('shows name, type, region, rate, average and letters', async () => {
    const { reply, text } = await get('/councils');
    expect(reply.statusCode).toBe(200);
    expect(reply.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(text).toContain('3 councils');
    expect(text).toContain('Leeds City Council Metropolitan South East 45% 9 of 20');
    expect(text).toContain('similar 48%');
    expect(reply.body).toContain('href="/councils/dartford"');
    expect(reply.body).toContain('href="/letters/2020/dartford.html"');
    expect(text).toContain('1 earlier letters to Dartford Borough Council');
  });

  test('says in words that a council had no investigations', async () => {
    const { text } = await get('/councils');
    expect(text).toContain('Ashford Borough Council District South East No investigations');
  });

  test('marks sample data, and only sample data', async () => {
    const real = [cannedCouncil('kent', 'Kent', { performance: cannedYear({ sample: false }) })];
    expect((await get('/councils')).text).toContain('Sample data Figures');
    expect((await get('/councils', { councils: real })).text).not.toMatch(/sample/i);
  });

  test('asks the graph for what the form says and shows it in the form', async () => {
    const { reply, asked } = await get('/councils?q=dart&type=DISTRICT&region=South+East');
    expect(asked).toHaveLength(1);
    expect(asked[0]?.variables).toEqual({
      filter: { search: 'dart', types: ['DISTRICT'], regions: ['South East'] },
      first: 50,
      after: null,
      yearEnding: 2020,
      figures: true,
      letters: true,
    });
    expect(reply.body).toContain('value="dart"');
    expect(reply.body).toContain('<option value="DISTRICT" selected="">');
    expect(reply.body).toContain('<option value="South East" selected="">');
    expect(reply.body).toContain('<title>“dart” – Councils – Redress</title>');
  });

  test('says that nothing was found, and what was looked for', async () => {
    const { reply, text } = await get('/councils?q=%3Cb%3Eatlantis&type=COUNTY&region=London');
    expect(reply.statusCode).toBe(200);
    expect(reply.body).toContain('“&lt;b&gt;atlantis”');
    expect(text).toContain('of type County in London.');
    expect(text).toContain('0 councils');
  });

  test('leads to the next page and back', async () => {
    const first = await get('/councils?q=council', { hasNextPage: true, totalCount: 103 });
    expect(first.text).toContain('Councils 1 to 3 of 103');
    expect(first.reply.body).toContain('href="/councils?q=council&amp;after=Y3Vyc29y"');
    expect(first.reply.body).not.toContain('Previous page');

    const third = await get('/councils?q=council&after=Yg&trail=YQ', { totalCount: 103 });
    expect(third.asked[0]?.variables.after).toBe('Yg');
    expect(third.text).toContain('Councils 101 to 103 of 103');
    expect(third.reply.body).toContain('href="/councils?q=council&amp;after=YQ"');
    expect(third.reply.body).not.toContain('Next page');
  });

  test('a wrong parameter is a 400 that says what was expected and asks nothing', async () => {
    const { reply, asked } = await get('/councils?type=%3Cscript%3E');
    expect(reply.statusCode).toBe(400);
    expect(asked).toEqual([]);
    expect(reply.body).toContain('role="alert"');
    expect(reply.body).toContain(
      '<a href="#type">“type” must be one of COUNTY, DISTRICT, LONDON_BOROUGH, METROPOLITAN, UNITARY, but got “&lt;script&gt;”.</a>',
    );
  });

  test('a page mark that the graph refuses is a 400', async () => {
    const errors = [{ message: 'bad cursor', extensions: { code: 'BAD_USER_INPUT' } }];
    const { reply, text } = await get('/councils?after=Yg', { errors });
    expect(reply.statusCode).toBe(400);
    expect(text).toContain('This address points at a page that does not exist.');
  });
});

describe('an address that cannot be read', () => {
  const year = 'must be the year in which the 31 March falls, such as 2020, but got';
  const council = 'must be the address of a council, at most 5 times, as in /compare?c=kent';
  test.each([
    ['/councils/kent?year=soon', `“year” ${year} “soon”.`],
    ['/letters?year=last', `“year” ${year} “last”.`],
    [
      `/letters?q=${'x'.repeat(101)}&year=1`,
      `“q” must be part of a council’s name, of at most 100 characters, but got “${'x'.repeat(60)}…”. “year” ${year} “1”.`,
    ],
    ['/compare?c=Leeds&year=1819', `“c” ${council}, but got “Leeds”. “year” ${year} “1819”.`],
    ['/compare?c=a&c=b&c=c&c=d&c=e&c=f&c=g', `“c” ${council}, but got several values.`],
  ])(
    '%s says which parameter, what was expected and what came, and asks nothing',
    async (address, says) => {
      const { reply, text, asked } = await get(address);
      expect([reply.statusCode, asked]).toEqual([400, []]);
      expect(text).toContain(says);
    },
  );

  test.each([
    ['/letters?year=1901', `“year” ${year} “1901”.`],
    ['/letters?year=2020&after=Yg', '“after” must be the mark of a page,'],
  ])('%s, which the graph refuses, says what came', async (address, says) => {
    const errors = [{ message: 'no such', extensions: { code: 'BAD_USER_INPUT' } }];
    const { reply, text } = await get(address, { errors });
    expect(reply.statusCode).toBe(400);
    expect(text).toContain(says);
  });
});

describe('start page', () => {
  test('says that there is sample data where there is, and says nothing of it elsewhere', async () => {
    const real = [cannedCouncil('kent', 'Kent', { performance: cannedYear({ sample: false }) })];
    expect((await get('/')).text).toContain('Sample data Figures, decisions and letters marked');
    expect((await get('/', { councils: real })).text).not.toMatch(/sample/i);
    const { text } = await get('/', { unreachable: true });
    expect(text).toContain('The map of councils could not be read just now.');
    expect(text).not.toMatch(/sample/i);
  });
});

describe('council page', () => {
  test('shows the three rates of the year beside similar councils, and the years side by side', async () => {
    const { reply, text } = await get('/councils/dartford');
    expect(reply.statusCode).toBe(200);
    expect(text).toContain('District Region South East Population 112,606');
    expect(text).toContain('Uphold rate: this council 45%, similar councils 48%');
    expect(text).toContain('Compliance rate: this council 100%, similar councils 99%');
    expect(text).toContain('Satisfactory remedies: this council 0%, similar councils 13%');
    expect(text).toContain('Uphold rate by year 2018 to 2019: 45%, 9 of 20; 2019 to 2020: 45%');
    expect(text).toContain('9 ÷ 20 × 100 = 45.0, shown as 45%');
    expect(text).toContain('9 × 100,000 ÷ 112,606 = 8.0');
  });

  test('links the letters of every year in every form, and has the places that letters point to', async () => {
    const { reply } = await get('/councils/dartford');
    for (const form of ['html', 'txt', 'eml', 'json']) {
      expect(reply.body).toContain(`href="/letters/2019/dartford.${form}"`);
    }
    for (const id of ['letters', 'decisions', 'public-reports', 'service-improvements']) {
      expect(reply.body).toContain(`id="${id}"`);
    }
  });

  test('says what a break year breaks, and shows figures that were only published', async () => {
    const performanceHistory = [
      cannedYear({
        yearEnding: 2023,
        source: 'PUBLISHED',
        sample: false,
        breakNote: 'New process.',
      }),
      cannedYear({ yearEnding: 2022, source: 'NONE', sample: false }),
    ];
    const [performance] = performanceHistory;
    const councils = [cannedCouncil('kent', 'Kent', { performance, performanceHistory })];
    const { text, asked } = await get('/councils/kent?year=2023', { councils });
    expect(asked[0]?.variables.yearEnding).toBe(2023);
    expect(text).toContain('These figures are shown as the ombudsman printed them.');
    expect(text).toContain('2022 to 2023: New process.');
    expect(text).not.toContain('2021 to 2022');
  });

  test('names what an abolished council became', async () => {
    const councils = [
      cannedCouncil('wycombe', 'Wycombe District Council', {
        endDate: '2020-03-31',
        successors: [{ slug: 'buckinghamshire', name: 'Buckinghamshire Council' }],
        performance: cannedYear({ source: 'NONE' }),
        performanceHistory: [],
        letters: { nodes: [] },
      }),
    ];
    const { reply, text } = await get('/councils/wycombe', { councils });
    expect(text).toContain('Until 31 March 2020 Followed by');
    expect(reply.body).toContain('href="/councils/buckinghamshire">Buckinghamshire Council</a>');
    expect(text).toContain('There are no figures for this council in 2019 to 2020.');
    expect(text).toContain('No letter to this council has been published.');
  });

  test('does not link to an address that is not one of the web', async () => {
    const publicReports = [
      {
        reference: '18 001 002',
        publishedOn: '2020-01-09',
        url: 'javascript:alert(1)',
        summary: null,
      },
    ];
    const councils = [cannedCouncil('kent', 'Kent', { publicReports })];
    const { reply, text } = await get('/councils/kent', { councils });
    expect(text).toContain('18 001 002 , published 9 January 2020');
    expect(reply.body).not.toContain('javascript:');
  });

  test('an unknown council is a 404 with near matches', async () => {
    const { reply, text } = await get('/councils/dartfrod');
    expect(reply.statusCode).toBe(404);
    expect(text).toContain('Did you mean Dartford Borough Council');
    expect(text).toContain('Error code: COUNCIL_NOT_FOUND');
  });

  test('an address that no council can have is a 404 without asking for it', async () => {
    const { reply, asked } = await get('/councils/%3Cb%3E');
    expect(reply.statusCode).toBe(404);
    expect(asked.some(({ variables }) => 'slug' in variables)).toBe(false);
    expect(reply.body).toContain('“&lt;b&gt;”');
  });
});

describe('a graph in trouble', () => {
  test('costs the list the part that failed', async () => {
    const { reply, text } = await get('/councils', { failing: ['figures'] });
    expect(reply.statusCode).toBe(200);
    expect(text).toContain('Uphold rates could not be read just now.');
    expect(text).not.toContain('45%');
    expect(reply.body).toContain('href="/letters/2020/dartford.html"');
  });

  test('costs a council page every part that failed', async () => {
    const { reply, text } = await get('/councils/leeds', { failing: ['history', 'letters'] });
    expect(reply.statusCode).toBe(200);
    expect(text).toContain('Figures by year and letters could not be read just now.');
    expect(text).toContain('Latest decisions');
  });

  test('costs the years their compliance rates when only those failed', async () => {
    const { text } = await get('/councils/leeds', { failing: ['compliance'] });
    expect(text).toContain('Compliance rates could not be read just now.');
    expect(text).not.toContain('Compliance rate by year');
    expect(text).toContain('45% 9 of 20');
  });

  test('costs everything that can be spared when its errors point nowhere', async () => {
    const { ask } = createCannedGraph();
    const app = Fastify();
    open.push(app);
    const failing = async (query: string, variables: Readonly<Record<string, unknown>>) =>
      variables.figures === true
        ? { data: null, errors: [{ message: 'lost' }] }
        : ask(query, variables);
    await app.register(
      createSite({ ask: failing, publicUrl: 'http://host', openData: testWriters }),
    );
    const reply = await app.inject({ url: '/councils', headers: BROWSER });
    expect(reply.statusCode).toBe(200);
    expect(reply.body).toContain('Uphold rates and links to letters could not be read just now.');
  });

  test('is a 503 in plain words when nothing can be read', async () => {
    for (const options of [{ unreachable: true }, { errors: [{ message: 'secret detail' }] }]) {
      const { reply, text } = await get('/councils', options);
      expect(reply.statusCode).toBe(503);
      expect(text).toContain('The data cannot be read just now');
      expect(text).toContain('Error code: GRAPH_UNAVAILABLE');
      expect(reply.body).not.toContain('secret');
    }
  });
});

describe('every page', () => {
  test('keeps to itself and sets no cookie', async () => {
    for (const url of ['/', '/councils/dartford', '/councils/none', '/nowhere', '/?type=x']) {
      const { reply } = await get(url);
      expect(reply.headers).toMatchObject({
        'content-security-policy':
          "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'same-origin',
      });
      expect(reply.headers['set-cookie']).toBeUndefined();
      expect(reply.body).not.toMatch(
        /<script(?! type="module" src="\/assets\/site\/)|style=|\son\w+=/,
      );
    }
  });

  test('is sent once and confirmed after that', async () => {
    const first = await get('/councils');
    const etag = String(first.reply.headers.etag);
    const second = await get('/councils', {}, { 'if-none-match': `"other", W/${etag}` });
    expect(second.reply.statusCode).toBe(304);
    expect(second.reply.body).toBe('');
  });

  test('says at its foot that there is sample data, where there is', async () => {
    for (const url of ['/councils/none', '/nowhere', '/compare']) {
      expect((await get(url)).text).toContain('Sample data What is marked as sample is made up');
    }
    const { text } = await get('/nowhere', { unreachable: true });
    expect(text).not.toContain('Sample data');
  });

  test('is packed as the browser can unpack it', async () => {
    const plain = (await get('/councils')).reply;
    expect([plain.headers['content-encoding'], plain.headers.vary]).toEqual([
      undefined,
      'accept-encoding',
    ]);
    for (const [accepted, coding, unpack] of [
      ['gzip, deflate, br', 'br', brotliDecompressSync],
      ['gzip, deflate', 'gzip', gunzipSync],
      ['gzip;q=0.5, br;q=0', 'gzip', gunzipSync],
    ] as const) {
      const { reply } = await get('/councils', {}, { 'accept-encoding': accepted });
      expect(reply.headers).toMatchObject({ 'content-encoding': coding, vary: 'accept-encoding' });
      expect(unpack(reply.rawPayload).toString()).toBe(plain.body);
    }
  });

  test('names its lasting address, unless it reports a fault', async () => {
    const canonical = '<link rel="canonical" href="https://redress.example.org/councils/leeds"/>';
    expect((await get('/councils/leeds')).reply.body).toContain(canonical);
    expect((await get('/nowhere')).reply.body).toContain('<meta name="robots" content="noindex"/>');
  });
});

describe('scripts, styles and the mark', () => {
  test('are kept for a year under addresses that change with their content', async () => {
    const { reply: page } = await get('/');
    const addresses = [...page.body.matchAll(/(?:href|src)="(\/assets\/site\/[^"]+)"/g)].map(
      ([, address]) => address ?? '',
    );
    expect(addresses.length).toBeGreaterThanOrEqual(3);
    for (const address of addresses) {
      const { reply } = await get(address);
      expect(reply.statusCode).toBe(200);
      expect(reply.headers['cache-control']).toBe('public, max-age=31536000, immutable');
      expect(address).toMatch(/-[\w-]{8}\.(css|js|svg)$/);
    }
  });

  test('have neither the typeface nor the marks of the Crown and the GDS', async () => {
    const { reply: page } = await get('/');
    const files = await readdir(new URL('../../dist/web/site-bundle/public', import.meta.url));
    expect(files.filter((file) => /\.(woff2?|ttf|otf|eot|png|ico)(\.|$)/.test(file))).toEqual([]);
    const [stylesheet = ''] = /\/assets\/site\/[^"]+\.css/.exec(page.body) ?? [];
    const { reply } = await get(stylesheet);
    expect(reply.body).toContain('font-family:arial');
    expect(`${page.body}${reply.body}`).not.toMatch(
      /@font-face|GDS ?Transport|crown|crest|govuk-logo|govuk-footer/i,
    );
  });

  test('are sent as they were compressed by the build', async () => {
    const { reply: page } = await get('/');
    const [stylesheet = ''] = /\/assets\/site\/[^"]+\.css/.exec(page.body) ?? [];
    const { reply } = await get(stylesheet, {}, { 'accept-encoding': 'gzip, br' });
    expect(reply.headers['content-encoding']).toBe('br');
    const { reply: older } = await get(stylesheet, {}, { 'accept-encoding': 'gzip, br;q=0' });
    expect(older.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(older.rawPayload).toString()).toBe((await get(stylesheet)).reply.body);
  });

  test('are confirmed to a browser that has them', async () => {
    const { reply: page } = await get('/');
    const [script = ''] = /\/assets\/site\/[^"]+\.js/.exec(page.body) ?? [];
    const { reply } = await get(script);
    const { reply: second } = await get(
      script,
      {},
      { 'if-none-match': String(reply.headers.etag) },
    );
    expect([second.statusCode, second.body]).toEqual([304, '']);
  });

  test('the mark also answers to the address that browsers guess', async () => {
    expect((await get('/favicon.ico')).reply.headers['content-type']).toBe('image/svg+xml');
  });

  test('no other file of the bundle can be had', async () => {
    for (const file of ['..%2fserver.mjs', 'server.mjs', 'inputs.sha256']) {
      expect((await get(`/assets/site/${file}`)).reply.statusCode).toBe(404);
    }
  });
});

describe('an address that nothing serves', () => {
  test('is a page for a browser', async () => {
    const { reply, text } = await get('/nowhere');
    expect(reply.statusCode).toBe(404);
    expect(text).toContain('Page not found');
  });

  test('is what the server says to unknown addresses for a program', async () => {
    const { reply } = await get('/nowhere?x=1', {}, { accept: '*/*' });
    expect(reply.statusCode).toBe(404);
    expect(reply.json()).toEqual({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  });
});
