import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { createLetterThread } from '../../../src/letter-thread.ts';
import { installedReports } from '../../../src/plugins/index.ts';
import type { BatchResult, ReportEngine, SealResult } from '../../../src/reports/report-engine.ts';
import { type LetterThread, startLetterThread } from '../../../src/reports/thread/letter-thread.ts';
import { packBodies, unpackBodies } from '../../../src/schema/reports/letter-bodies.ts';
import { createTestEngine } from '../create-test-engine.ts';
import { spoiltReports, viewTimeoutMs } from './spoilt-reports.ts';

const troubles: string[] = [];
const threads: LetterThread[] = [];

afterEach(async () => {
  troubles.length = 0;
  await Promise.all(threads.splice(0).map((thread) => thread.close()));
});

function start(file: string, reports = spoiltReports): LetterThread {
  const thread = startLetterThread({
    file: new URL(file, import.meta.url),
    workerData: null,
    reports,
    onTrouble: ({ message }) => troubles.push(message),
  });
  threads.push(thread);
  return thread;
}

const kent = { council: { name: 'Kent', region: 'South East', officers: [{ name: 'Ann Lee' }] } };

function spoiltEngine(thread?: LetterThread): ReportEngine {
  return createTestEngine(spoiltReports, () => Promise.resolve({ data: kent }), {
    viewTimeoutMs,
    pack: packBodies,
    thread,
  });
}

const asked = (councils: readonly string[]) => councils.map((council) => ({ council }));

/** How each letter went: its HTML, or what its error says. */
const outcome = (result: BatchResult) => (result.ok ? result.rendered.html : result.error.message);

async function sealAll(engine: ReportEngine, name: string, parameters: readonly unknown[]) {
  const results: SealResult[] = [];
  for await (const result of engine.sealEach(name, parameters)) results.push(result);
  return results;
}

describe('letters that are made on the thread', () => {
  const fixtures = installedReports.flatMap(({ name, fixtures: all }) =>
    Object.entries(all).map(([fixture, { params, data }]) => ({ name, fixture, params, data })),
  );

  const runs = { selfApproval: false, webhookUrls: [], webhookSecret: undefined };
  const all = createLetterThread(
    { runs: { ...runs, letterThread: true }, reportPackages: [] },
    installedReports,
    { warn: (_, message) => troubles.push(String(message)) },
  );
  afterAll(() => all?.close());
  const ownThread = (): LetterThread => {
    if (all === undefined) throw new Error('A thread was asked for.');
    return all;
  };

  it.each(fixtures)('are the same bytes as here: $name, $fixture', async (letter) => {
    const { name, params, data } = letter;
    const thread = ownThread();
    const ask = () => Promise.resolve({ data: structuredClone(data) as object });
    const engineOn = (where: LetterThread | undefined) =>
      createTestEngine(installedReports, ask, { pack: packBodies, thread: where });
    const options = { publicData: true };
    const [there] = await engineOn(thread).renderMany(name, [params], options);
    const [here] = await engineOn(undefined).renderMany(name, [params], options);
    if (here?.ok !== true || there?.ok !== true) throw new Error('Fixtures can be rendered.');
    const { parts, ...rest } = describeParts(there.rendered);
    expect(parts.html).toContain('<!doctype html>');
    expect({ parts, ...rest }).toEqual(describeParts(here.rendered));

    const [sealedThere] = await sealAll(engineOn(thread), name, [params]);
    const [sealedHere] = await sealAll(engineOn(undefined), name, [params]);
    if (sealedHere?.ok !== true || sealedThere?.ok !== true) throw new Error('And sealed.');
    const { bodies, ...head } = sealedThere.sealed;
    expect(unpackBodies(bodies)).toEqual(unpackBodies(sealedHere.sealed.bodies));
    expect({ ...head, bodies: sealedHere.sealed.bodies }).toEqual(sealedHere.sealed);
    expect(unpackBodies(bodies).html).toBe(parts.html);
    expect(troubles).toEqual([]);
  });

  function describeParts(letter: Extract<BatchResult, { ok: true }>['rendered']) {
    const { html, text, mjml, subject, preheader, letterDate, renderedAt, publicData } = letter;
    const { parameters, title, data } = letter;
    return {
      parts: { html, text, mjml },
      heading: { title, subject, preheader, letterDate, renderedAt },
      made: { parameters, data, publicData },
    };
  }

  it('fail for the same reasons as here, each alone', async () => {
    const councils = ['kent', 'throws', 'kent', 'hangs', 'kent'];
    const there = await spoiltEngine(start('./spoilt-letters.process.ts')).renderMany(
      'spoilt',
      asked(councils),
    );
    const here = await spoiltEngine().renderMany('spoilt', asked(councils));
    expect(there.map(outcome)).toEqual(here.map(outcome));
    expect(there.map(({ ok }) => ok)).toEqual([true, false, true, false, true]);
    const [, thrown] = there;
    if (thrown?.ok !== false) throw new Error('It threw.');
    expect(thrown.error).toMatchObject({ code: 'REPORT_VIEW_FAILED', stage: 'view' });
    expect((thrown.error.cause as Error).stack).toContain('spoilt-reports.ts');
  });

  it('fail where nothing can be said of what is public, and are sealed for none', async () => {
    const engine = spoiltEngine(start('./spoilt-letters.process.ts'));
    const [sealed] = await sealAll(engine, 'indiscreet', asked(['kent']));
    expect(sealed?.ok === false && sealed.error.message).toContain('nothing is public');
    const [rendered] = await engine.renderMany('indiscreet', asked(['kent']), { publicData: true });
    if (rendered?.ok !== true) throw new Error('The letter itself is made.');
    expect(() => rendered.rendered.publicData).toThrow('nothing is public');
  });

  it('fail alone where one ends the thread, whatever else is made meanwhile', async () => {
    const engine = spoiltEngine(start('./spoilt-letters.process.ts'));
    const councils = Array.from({ length: 90 }, (_, index) => (index === 50 ? 'exits' : 'kent'));
    const [spoilt, innocent] = await Promise.all([
      engine.renderMany('spoilt', asked(councils)),
      engine.renderMany('council-card', asked(['kent', 'medway'])),
    ]);
    expect(spoilt.flatMap(({ ok }, index) => (ok ? [] : [index]))).toEqual([50]);
    expect(spoilt[50]).toMatchObject({
      error: {
        code: 'REPORT_VIEW_FAILED',
        message:
          '[report:spoilt] view: expected the report to give a letter, but it ended the thread that it ran on.',
      },
    });
    expect(innocent.map(({ ok }) => ok)).toEqual([true, true]);
    expect(troubles).toEqual([]);
  });

  it('leave this thread free, even where a report hangs', async () => {
    const engine = spoiltEngine(start('./spoilt-letters.process.ts'));
    await engine.renderMany('spoilt', asked(['kent']));
    let isMade = false;
    const making = engine.renderMany('spoilt', asked(['hangs'])).then(() => {
      isMade = true;
    });
    // What a server does meanwhile: it would not come to the second turn while a view hangs here.
    let turns = 0;
    while (!isMade && turns < 100) {
      await new Promise((resolve) => setImmediate(resolve));
      turns += 1;
    }
    expect(turns).toBe(100);
    await making;
  });
});

describe('a thread that cannot be', () => {
  it('is done without, says why once, and is not tried again', async () => {
    const thread = start('./nowhere.ts');
    const engine = spoiltEngine(thread);
    const [first] = await engine.renderMany('council-card', asked(['kent']));
    const [second] = await sealAll(engine, 'council-card', asked(['kent']));
    expect([first?.ok, second?.ok]).toEqual([true, true]);
    expect(troubles).toEqual([expect.stringContaining('nowhere.ts')]);
    expect(thread.knows(spoiltReports[0] as (typeof spoiltReports)[0])).toBe(false);
  });

  it('makes no report that only has the name of one it knows', async () => {
    const thread = start('./nowhere.ts');
    const [card] = spoiltReports;
    if (card === undefined) throw new Error('There is one.');
    const other = { ...card, title: 'Another card' };
    const engine = createTestEngine([other], () => Promise.resolve({ data: kent }), { thread });
    const [letter] = await engine.renderMany('council-card', asked(['kent']));
    expect(letter).toMatchObject({ ok: true, rendered: { title: 'Another card' } });
    expect(troubles).toEqual([]);
  });
});
