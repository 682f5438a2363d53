import { describe, expect, it } from 'vitest';
import { z } from '../../src/reports/index.ts';
import type { AnyReport } from '../../src/reports/report.ts';
import { ReportError } from '../../src/reports/report-error.ts';
import { councilCard } from './council-card.ts';
import { createTestEngine } from './create-test-engine.ts';

const kent = { council: { name: 'Kent', region: 'South East', officers: [] } };
const answer = () => Promise.resolve({ data: kent });

const forEver = (): never => {
  for (;;) Math.random();
};

/** A report of another name that goes wrong for one council. */
function spoil(name: string, change: Partial<AnyReport>): AnyReport {
  return { ...councilCard, ...change, name };
}

const limits = { viewTimeoutMs: 300, dataTimeoutMs: 300 };

async function failure(promise: Promise<unknown>): Promise<ReportError> {
  const error = await promise.catch((thrown: unknown) => thrown);
  if (!(error instanceof ReportError)) throw new Error(`expected a ReportError: ${String(error)}`);
  return error;
}

describe('a report that does not end', () => {
  it.each<[string, Partial<AnyReport>, string, string]>([
    ['view', { view: forEver }, 'view', 'the view'],
    ['variables', { variables: forEver }, 'data', 'variables()'],
    [
      'text()',
      {
        view: (context) =>
          ({ ...(councilCard.view(context as never) as object), text: forEver }) as never,
      },
      'text',
      'text()',
    ],
  ])('is broken off in its %s, by name and stage', async (_, change, stage, what) => {
    const engine = createTestEngine([spoil('endless', change), councilCard], answer, limits);
    const error = await failure(engine.render('endless', { council: 'kent' }));
    expect([error.code, error.report, error.stage]).toEqual([
      'REPORT_VIEW_TIMEOUT',
      'endless',
      stage,
    ]);
    expect(error.message).toBe(
      `[report:endless] ${stage}: expected ${what} to end, but it was not done within 0.3 s and was broken off.`,
    );
    const { html } = await engine.render('council-card', { council: 'kent' });
    expect(html).toContain('Kent');
  });

  it('is broken off while it reads its parameters', async () => {
    const params = z.object({ council: z.string().refine(forEver) });
    const engine = createTestEngine([spoil('endless', { params })], answer, limits);
    const error = await failure(engine.render('endless', { council: 'kent' }));
    expect([error.code, error.stage]).toEqual(['REPORT_VIEW_TIMEOUT', 'data']);
  });

  it('is broken off where it says what is public', async () => {
    const engine = createTestEngine([spoil('endless', { publicData: forEver })], answer, limits);
    const letter = await engine.render('endless', { council: 'kent' });
    expect(() => letter.publicData).toThrow('[report:endless] data: expected publicData() to end');
  });

  it('costs a batch only its own letters', async () => {
    const view: AnyReport['view'] = (context) =>
      (context.params as { council: string }).council === 'hangs'
        ? forEver()
        : councilCard.view(context as never);
    const engine = createTestEngine([spoil('endless', { view })], answer, limits);
    const councils = Array.from({ length: 120 }, (_, index) =>
      index % 40 === 7 ? 'hangs' : 'kent',
    );
    const results = await engine.renderMany(
      'endless',
      councils.map((council) => ({ council })),
    );
    expect(results.map((result) => (result.ok ? 'kent' : 'hangs'))).toEqual(councils);
  });

  it('leaves nothing behind that spoils the next letter', async () => {
    let hangs = true;
    const view: AnyReport['view'] = (context) => {
      const letter = councilCard.view(context as never);
      return hangs ? forEver() : letter;
    };
    const engine = createTestEngine([spoil('endless', { view }), councilCard], answer, limits);
    await failure(engine.render('endless', { council: 'kent' }));
    hangs = false;
    const again = await engine.render('endless', { council: 'kent' });
    const other = await engine.render('council-card', { council: 'kent' });
    expect(again.html).toBe(other.html);
  });
});

describe('a report that asks for a parameter that it does not declare', () => {
  const ask = (context: { params: unknown }) => (context.params as { slug: string }).slug;

  it.each<[string, Partial<AnyReport>, string, string]>([
    [
      'view',
      {
        view: (context) =>
          ({ ...councilCard.view(context as never), subject: ask(context) }) as never,
      },
      'view',
      'the view threw',
    ],
    [
      'variables',
      { variables: (params) => ({ slug: ask({ params }) }) },
      'data',
      'variables() threw',
    ],
  ])('fails in its %s alone, by name and stage', async (_, change, stage, what) => {
    const engine = createTestEngine([spoil('asking', change), councilCard], answer);
    const error = await failure(engine.render('asking', { council: 'kent' }));
    expect([error.report, error.stage]).toEqual(['asking', stage]);
    expect(error.message).toContain(
      `${what}: it asked for the parameter "slug", which it does not declare; it declares council, yearEnding`,
    );
    const { html } = await engine.render('council-card', { council: 'kent' });
    expect(html).toContain('Kent');
  });

  it('may leave out those it declares, and look at all of them', async () => {
    const view: AnyReport['view'] = ({ params, ...context }) => {
      const { yearEnding = 'no year' } = params as { yearEnding?: number };
      const subject = `${yearEnding}: ${JSON.stringify(params)} ${Object.keys(params as object)}`;
      return { ...councilCard.view({ params, ...context } as never), subject } as never;
    };
    const engine = createTestEngine([spoil('looking', { view })], answer);
    const { subject } = await engine.render('looking', { council: 'kent' });
    expect(subject).toBe('no year: {"council":"kent"} council');
  });
});

describe('the graph that does not answer', () => {
  it('is not waited for longer than it may take', async () => {
    const engine = createTestEngine([councilCard], () => new Promise(() => {}), limits);
    const error = await failure(engine.render('council-card', { council: 'kent' }));
    expect(error.code).toBe('REPORT_DATA_FAILED');
    expect(error.message).toBe('[report:council-card] data: the graph gave no data within 0.3 s.');
  });
});

describe('the letters of a batch', () => {
  it('ask for their data 180 at a time, each batch in its own way', async () => {
    const seasons: number[][] = [];
    const engine = createTestEngine([councilCard], undefined, {
      openSeason: () => {
        const batches: number[] = [];
        seasons.push(batches);
        return () => {
          const batch = batches.push(0) - 1;
          return () => {
            batches[batch] = (batches[batch] ?? 0) + 1;
            return answer();
          };
        };
      },
    });
    const all = Array.from({ length: 300 }, () => ({ council: 'kent' }));
    expect(await engine.renderMany('council-card', all)).toHaveLength(300);
    expect(await engine.renderMany('council-card', all.slice(0, 2))).toHaveLength(2);
    expect(seasons).toEqual([[180, 120], [2]]);
  });

  it('are made as they are taken, a batch at a time', async () => {
    let asked = 0;
    const engine = createTestEngine([councilCard], () => {
      asked += 1;
      return answer();
    });
    const all = Array.from({ length: 1_000 }, () => ({ council: 'kent' }));
    let taken = 0;
    for await (const result of engine.renderEach('council-card', all)) {
      expect(result.ok).toBe(true);
      taken += 1;
      if (taken === 190) break;
    }
    expect(asked).toBe(360);
  });

  it('are made of data at hand as well', async () => {
    const engine = createTestEngine([councilCard]);
    const [good, bad] = await engine.renderManyData('council-card', [
      { params: { council: 'kent' }, data: kent },
      { params: { council: 'x' }, data: { council: null } },
    ]);
    expect(good).toMatchObject({ ok: true, rendered: { subject: 'Card of Kent' } });
    expect(bad).toMatchObject({ ok: false, error: { code: 'REPORT_NOTHING_FOUND' } });
  });
});
