import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { installedReports } from '../../../src/plugins/index.ts';
import type { BatchResult, ReportEngine, SealResult } from '../../../src/reports/report-engine.ts';
import {
  type MadeLetters,
  type OrderedLetter,
  renderRun,
} from '../../../src/reports/runs/render-run.ts';
import { type LetterThread, startLetterThread } from '../../../src/reports/thread/letter-thread.ts';
import { unpackBodies } from '../../../src/schema/reports/letter-bodies.ts';
import { createTestEngine } from '../create-test-engine.ts';
import { fixtureEngine, fixtures } from './fixture-engine.ts';
import { spoiltEngine, spoiltReports } from './spoilt-reports.ts';

const troubles: string[] = [];
const threads: LetterThread[] = [];

afterEach(async () => {
  troubles.length = 0;
  await Promise.all(threads.splice(0).map((thread) => thread.close()));
});

/** A thread that makes all letters, so that none is made here. */
function start(file: string, { isAlone = true } = {}): LetterThread {
  const thread = startLetterThread({
    file: new URL(file, import.meta.url),
    workerData: null,
    reports: spoiltReports,
    isAlone,
    onTrouble: ({ message }) => troubles.push(message),
  });
  threads.push(thread);
  return thread;
}

const asked = (councils: readonly string[]) => councils.map((council) => ({ council }));

/** How each letter went: its HTML, or what its error says. */
const outcome = (result: BatchResult) => (result.ok ? result.rendered.html : result.error.message);

async function sealAll(engine: ReportEngine, name: string, parameters: readonly unknown[]) {
  const results: SealResult[] = [];
  for await (const batch of engine.sealInBatches(name, parameters)) results.push(...batch);
  return results;
}

async function makeRun(engine: ReportEngine, letters: readonly OrderedLetter[]) {
  const all: MadeLetters = { rendered: [], failed: [], unasked: [] };
  for await (const { rendered, failed, unasked } of renderRun(engine, letters)) {
    all.rendered.push(...rendered);
    all.failed.push(...failed);
    all.unasked.push(...unasked);
  }
  return all;
}

describe('letters that are made on the thread', () => {
  const threadOfRank = new Map<number, LetterThread>();
  const here = new Map<number, ReportEngine>();
  afterAll(() => Promise.all([...threadOfRank.values()].map((thread) => thread.close())));

  function threadFor(rank: number): LetterThread {
    const known = threadOfRank.get(rank);
    if (known !== undefined) return known;
    const thread = startLetterThread({
      file: new URL('./fixtures.process.ts', import.meta.url),
      workerData: rank,
      reports: installedReports,
      isAlone: true,
      onTrouble: ({ message }) => troubles.push(message),
    });
    threadOfRank.set(rank, thread);
    return thread;
  }

  // What a letter looks like makes no difference to the thread: a few of each report do.
  const some = fixtures.filter((_, index) => index % 4 === 0);

  it.each(some)('are the same as here: $name, $fixture', async ({ name, params, rank }) => {
    const there = fixtureEngine(rank, threadFor(rank));
    const alone = here.get(rank) ?? fixtureEngine(rank);
    here.set(rank, alone);
    const [made] = await there.renderMany(name, [params], { publicData: true });
    const [own] = await alone.renderMany(name, [params], { publicData: true });
    if (own?.ok !== true || made?.ok !== true) throw new Error('Fixtures can be rendered.');
    expect(made.rendered.html).toContain('<!doctype html>');
    expect(allOf(made.rendered)).toEqual(allOf(own.rendered));

    const [sealedThere] = await sealAll(there, name, [params]);
    const [sealedHere] = await sealAll(alone, name, [params]);
    if (sealedHere?.ok !== true || sealedThere?.ok !== true) throw new Error('And sealed.');
    const { bodies, ...head } = sealedThere.sealed;
    expect(unpackBodies(bodies)).toEqual(unpackBodies(sealedHere.sealed.bodies));
    expect({ ...head, bodies: sealedHere.sealed.bodies }).toEqual(sealedHere.sealed);
    expect(unpackBodies(bodies).html).toBe(made.rendered.html);
    expect(troubles).toEqual([]);
  });

  /** What a letter has, read where it is worked out only when it is read. */
  function allOf(letter: Extract<BatchResult, { ok: true }>['rendered']) {
    const { html, text, mjml, subject, preheader, letterDate, renderedAt, publicData } = letter;
    const { name, title, parameters, data } = letter;
    const parts = { html, text, mjml };
    return {
      ...{ ...parts, name, title, subject, preheader, letterDate, renderedAt },
      ...{ parameters, data, publicData },
    };
  }

  it('fail for the same reasons as here, each alone', async () => {
    const councils = ['kent', 'throws', 'kent', 'hangs', 'kent'];
    const engine = spoiltEngine(start('./spoilt-letters.process.ts'));
    const there = await engine.renderMany('spoilt', asked(councils));
    const here = await spoiltEngine().renderMany('spoilt', asked(councils));
    expect(there.map(outcome)).toEqual(here.map(outcome));
    expect(there.map(({ ok }) => ok)).toEqual([true, false, true, false, true]);
    const [, thrown] = there;
    if (thrown?.ok !== false) throw new Error('It threw.');
    expect(thrown.error).toMatchObject({ code: 'REPORT_VIEW_FAILED', stage: 'view' });
    expect((thrown.error.cause as Error).stack).toContain('spoilt-reports.ts');
  });

  it('wait where their data cannot be asked for now, as here', async () => {
    const letters = ['kent', 'away', 'throws'].map((councilSlug, index) => ({
      id: `letter ${index}`,
      reportName: 'spoilt',
      councilSlug,
      yearEnding: 2020,
    }));
    const there = await makeRun(spoiltEngine(start('./spoilt-letters.process.ts')), letters);
    expect(there.unasked).toEqual([
      { letterId: 'letter 1', reason: expect.stringContaining('The database is away.') },
    ]);
    expect(there.failed.map(({ letterId }) => letterId)).toEqual(['letter 2']);
    const here = await makeRun(spoiltEngine(), letters);
    expect([there.unasked, there.failed]).toEqual([here.unasked, here.failed]);
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
    const thread = start('./spoilt-letters.process.ts');
    const engine = spoiltEngine(thread);
    await thread.whenReady();
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

  it('are shared with this one, in order, where it helps', async () => {
    const thread = start('./spoilt-letters.process.ts', { isAlone: false });
    await thread.whenReady();
    let ordered = 0;
    const counting: LetterThread = {
      ...thread,
      make: (order, give) => {
        ordered += order.parameters.length;
        return thread.make(order, give);
      },
    };
    const councils = Array.from({ length: 600 }, (_, index) => `council-${index}`);
    const letters = await spoiltEngine(counting).renderMany('council-card', asked(councils));
    const links = letters.map((letter) => /councils\/(council-\d+)/.exec(outcome(letter))?.[1]);
    expect(links).toEqual(councils);
    expect(ordered).toBeGreaterThan(0);
    expect(ordered).toBeLessThan(600);
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
    const [card] = spoiltReports;
    if (card === undefined) throw new Error('There is one.');
    const other = { ...card, title: 'Another card' };
    const data = { council: { name: 'Kent', region: 'South East', officers: [] } };
    const thread = start('./nowhere.ts');
    const engine = createTestEngine([other], async () => ({ data }), { thread });
    const [letter] = await engine.renderMany('council-card', asked(['kent']));
    expect(letter).toMatchObject({ ok: true, rendered: { title: 'Another card' } });
    expect(troubles).toEqual([]);
  });
});
