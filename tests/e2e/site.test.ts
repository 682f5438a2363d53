import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askAsPublic } from '../../src/composition/ask-as-public.ts';
import { assembleRedress, type Redress } from '../../src/composition/assemble-redress.ts';
import { createSite } from '../../src/web/site.plugin.ts';
import { openSampleDatabase, type SampleDatabase } from '../open-sample-database.ts';
import { testWriters } from '../web/canned-graph.ts';

const silent = { error: () => {}, warn: () => {}, info: () => {} };

describe('the site over the real graph', () => {
  let sample: SampleDatabase;
  let redress: Redress;
  let app: FastifyInstance;

  beforeAll(async () => {
    sample = await openSampleDatabase();
    // Nothing listens where the training subgraph is said to be.
    redress = assembleRedress(sample.dataSource, 'http://host', silent, {
      remoteSubgraphs: [{ name: 'training', url: 'http://127.0.0.1:9/graphql' }],
      gatewaySecrets: ['a secret of at least thirty-two characters'],
      subgraphOptions: {},
      operationTimeoutMs: 10_000,
      overrideLabels: [],
    });
    app = Fastify();
    const ask = askAsPublic(redress);
    await app.register(createSite({ ask, publicUrl: 'http://host', openData: testWriters }));
  });

  afterAll(async () => {
    await app?.close();
    await redress?.close();
  });

  async function get(url: string) {
    const reply = await app.inject({ url, headers: { accept: 'text/html' } });
    return { reply, text: reply.body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ') };
  }

  test('a council whose training cannot be read has everything else, and says what is missing', async () => {
    const { reply, text } = await get('/councils/kent');
    expect(reply.statusCode).toBe(200);
    expect(text).toContain('Training could not be read just now.');
    expect(text).toMatch(/Uphold rate: this council \d+%, similar councils \d+%/);
    expect(text).toContain('How we work this out');
    expect(reply.body).not.toContain('id="training"');
  });

  test('a council’s page has each of its parts', async () => {
    const { reply } = await get('/councils/kent');
    const parts = [...reply.body.matchAll(/<section[^>]* aria-labelledby="([a-z-]+)"/g)];
    expect(parts.map(([, id]) => id)).toEqual([
      'rates',
      'years',
      'outcomes',
      'decisions',
      'public-reports',
      'service-improvements',
      'letters',
      'working',
      'data',
    ]);
    // Training is away here. Where it is not:
    const whole = assembleRedress((await openSampleDatabase()).dataSource, 'http://host', silent);
    const other = Fastify();
    const ask = askAsPublic(whole);
    await other.register(createSite({ ask, publicUrl: 'http://host', openData: testWriters }));
    const { body } = await other.inject({
      url: '/councils/kent',
      headers: { accept: 'text/html' },
    });
    await other.close();
    await whole.close();
    expect(body).toMatch(/<h2[^>]* id="training">/);
  });

  test('a year without figures is a page that leads to those with some', async () => {
    const { reply, text } = await get('/councils/kent?year=2010');
    expect(reply.statusCode).toBe(200);
    expect(text).toContain('There are no figures for this council in 2009 to 2010.');
    expect(reply.body).toContain('href="/councils/kent?year=2020"');
    const review = await get('/review/1999');
    expect(review.reply.statusCode).toBe(404);
    expect(review.text).toContain('There are no figures for “1999” here.');
    expect(review.reply.body).toContain('href="/review/2020"');
  });

  test('a council’s years are marked at both breaks, also where a year itself is not known', async () => {
    const { reply, text } = await get('/councils/kent?year=2023');
    expect(text).toContain('2020 to 2021: No new complaints were taken');
    expect(text).toContain('2022 to 2023: The way in which complaints are chosen');
    expect(reply.body.match(/class="chart-break"/g)?.length).toBeGreaterThanOrEqual(2);
    expect((await get('/councils/kent?year=2020')).reply.body).not.toContain('chart-break');
  });

  test('a council’s figures are a CSV file with a row for each', async () => {
    const { reply } = await get('/councils/kent.csv?year=2020');
    expect(reply.headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
    expect(reply.headers['content-disposition']).toBe('attachment; filename="kent-2020.csv"');
    const lines = reply.body.trim().split(/\r?\n/);
    expect(lines[0]).toBe(
      'section,year_ending,name,count,out_of,percent,similar_percent,source,sample',
    );
    expect(lines.filter((line) => line.includes(',uphold_rate,')).length).toBeGreaterThanOrEqual(5);
    expect(lines.filter((line) => line.startsWith('outcomes,2020,')).length).toBe(6);
  });

  test('a decision has its outcome and recommendations; private words stay private', async () => {
    const list = await get('/decisions?outcome=UPHELD&decided=2020');
    const [, path = ''] = /href="(\/decisions\/\d{2}-\d{3}-\d{3})"/.exec(list.reply.body) ?? [];
    const { reply, text } = await get(path);
    expect(reply.statusCode).toBe(200);
    expect(text).toContain('Outcome Investigated, upheld');
    expect((await get('/decisions/99-999-999')).text).toContain('Decision not found');
  });

  test('a whole name added to a comparison leads to its lasting address', async () => {
    const { reply } = await get('/compare?c=kent&add=Leeds+City+Council');
    expect(reply.statusCode).toBe(302);
    expect(reply.headers.location).toBe('/compare?c=kent&c=leeds&year=2020');
    const six = await get(
      `/compare?${['a', 'b', 'c', 'd', 'e', 'f'].map((one) => `c=${one}`).join('&')}`,
    );
    expect(six.reply.statusCode).toBe(400);
  });

  test('every kind of page marks its sample data', async () => {
    const pages = [
      '/',
      '/councils',
      '/councils/kent',
      '/compare?c=kent',
      '/decisions',
      '/review/2020',
      '/letters',
      '/data',
    ];
    for (const url of pages) expect((await get(url)).text, url).toContain('Sample data');
  });
});
