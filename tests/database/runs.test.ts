import { type DataSource, In, type QueryRunner } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createOutbox } from '../../src/database/delivery/delivery-outbox.ts';
import { enqueueDeliveries } from '../../src/database/delivery/enqueue-deliveries.ts';
import { settleDelivery } from '../../src/database/delivery/settle-delivery.ts';
import { dialectOf } from '../../src/database/dialect.ts';
import { approveRun } from '../../src/database/runs/approve-run.ts';
import { findUnfinishedRun } from '../../src/database/runs/find-unfinished.ts';
import { issueRun } from '../../src/database/runs/issue-run.ts';
import { correctLetter, orderAgain } from '../../src/database/runs/mend-letter.ts';
import {
  nextPublication,
  publishDue,
  setPublication,
} from '../../src/database/runs/publish-run.ts';
import {
  claimLetters,
  claimRun,
  keepLetters,
  type RenderedContent,
} from '../../src/database/runs/render-queue.ts';
import { countRunLetters } from '../../src/database/runs/run-counts.ts';
import { insertRun, planRun, randomId } from '../../src/database/runs/start-run.ts';
import { leaseMs } from '../../src/database/work-lease.ts';
import { inWriteTransaction } from '../../src/database/write-transaction.ts';
import { Delivery } from '../../src/schema/reports/delivery.entity.ts';
import { Letter } from '../../src/schema/reports/letter.entity.ts';
import { packBodies } from '../../src/schema/reports/letter-bodies.ts';
import { LetterContent } from '../../src/schema/reports/letter-content.entity.ts';
import { LetterTransition } from '../../src/schema/reports/transition.type.ts';
import { openTestDatabase } from '../open-test-database.ts';

const start = Date.parse('2026-07-01T12:00:00Z');
const at = new Date(start).toISOString();
const claimant = (holder: string, ms = 0) => ({ holder, now: new Date(start + ms) });
const councils = ['E1', 'E2', 'E3'].map((code) => ({
  code,
  slug: code.toLowerCase(),
  sample: false,
}));

const withIds = (of: typeof councils) => of.map((council) => ({ ...council, id: randomId() }));

let database: DataSource;
beforeEach(async () => {
  database = await openTestDatabase();
});
afterEach(() => database.destroy());

function write<T>(work: (runner: QueryRunner) => Promise<T>): Promise<T> {
  return inWriteTransaction(database, ({ reports }) => work(reports));
}

function content({ id, councilSlug, yearEnding }: Letter): RenderedContent {
  return {
    letterId: id,
    title: 'Letter',
    subject: `To ${councilSlug}`,
    preheader: '',
    letterDate: null,
    parameters: JSON.stringify({ council: councilSlug, yearEnding }),
    bodies: packBodies({ html: '<p>ß</p>', text: 'ß', data: '{}', publicData: null }),
    sha256: 'a'.repeat(64),
    reportName: 'annual-letter',
    reportVersion: '1',
    renderedAt: at,
    locale: 'en-GB',
    publicUrl: 'http://127.0.0.1',
  };
}

async function plan(of = councils): Promise<string> {
  const wanted = { report: 'annual-letter', yearEnding: 2020, councils: null };
  const run = await write((runner) => insertRun(runner, { ...wanted, by: 'user alice', at }));
  const claimed = await claimRun(database, claimant('a'));
  expect(claimed?.id).toBe(run.id);
  const count = await write((runner) => planRun(runner, run, withIds(of), claimant('a')));
  expect(count).toBe(of.length);
  return run.id;
}

async function renderAll(): Promise<void> {
  const letters = await claimLetters(database, 10, claimant('a'));
  await keepLetters(database, letters.map(content), [], { holder: 'a', at });
}

const approval = { by: 'user bob', at, bySelf: false, leaveOutFailed: false };
const act = { by: 'user bob', at };

describe('letters of a run', () => {
  it('are kept by who holds them, and by nobody who was not heard of for too long', async () => {
    const id = await plan();
    const slow = await claimLetters(database, 2, claimant('slow'));
    const [late] = slow;
    expect(slow).toHaveLength(2);
    const others = await claimLetters(database, 10, claimant('quick', leaseMs));
    expect(others).toHaveLength(3);
    expect(
      await keepLetters(database, slow.map(content), [], { holder: 'slow', at }),
      'of the slow',
    ).toBe(0);
    const failed = others.filter((letter) => letter.id === late?.id);
    const rendered = others.filter((letter) => letter.id !== late?.id).map(content);
    const failures = failed.map((letter) => ({ letterId: letter.id, failure: 'no officer' }));
    expect(await keepLetters(database, rendered, failures, { holder: 'quick', at })).toBe(3);
    expect((await countRunLetters(database, [id])).get(id)).toEqual({
      total: 3,
      rendered: 2,
      failed: 1,
      pending: 0,
    });
    await expect(write((runner) => approveRun(runner, { id, ...approval }))).rejects.toThrow(
      '1 of its letters failed',
    );
    await write((runner) => orderAgain(runner, { letterId: late?.id ?? '', reason: null, ...act }));
    await renderAll();
    expect((await write((runner) => approveRun(runner, { id, ...approval }))).state).toBe(
      'APPROVED',
    );
  });

  it('are left to other workers where there are some: half of the last ones', async () => {
    await plan(
      Array.from({ length: 100 }, (_, index) => ({
        code: `E${1000 + index}`,
        slug: `council-${index}`,
        sample: false,
      })),
    );
    const claimed: number[] = [];
    for (let left = 100; left > 0; left -= claimed.at(-1) ?? left) {
      claimed.push((await claimLetters(database, 40, claimant('a'))).length);
    }
    expect(claimed).toEqual(dialectOf(database).manyWorkers ? [40, 30, 16, 14] : [40, 40, 20]);
  });

  it('are those of whoever plans them, as many as it says, and are free again when it dies', async () => {
    const wanted = { report: 'annual-letter', yearEnding: 2020, councils: null, by: 'user alice' };
    const run = await write((runner) => insertRun(runner, { ...wanted, at }));
    await claimRun(database, claimant('planner'));
    const letters = withIds(councils);
    expect(
      await write((runner) => planRun(runner, run, letters, claimant('other'), 2)),
      'by who has not claimed the run',
    ).toBeNull();
    expect(await write((runner) => planRun(runner, run, letters, claimant('planner'), 2))).toBe(3);
    const [first, second, third] = letters;
    const free = await claimLetters(database, 10, claimant('other'));
    expect(free.map(({ id }) => id)).toEqual([third?.id]);
    const mine = await database.getRepository(Letter).findBy({ id: In([first?.id, second?.id]) });
    expect(await keepLetters(database, mine.map(content), [], { holder: 'planner', at })).toBe(2);
    expect(await keepLetters(database, mine.map(content), [], { holder: 'planner', at })).toBe(0);

    const again = await write((runner) => insertRun(runner, { ...wanted, at }));
    await claimRun(database, claimant('planner'));
    await write((runner) => planRun(runner, again, withIds(councils), claimant('planner'), 3));
    expect(await claimLetters(database, 10, claimant('other'), again.id)).toEqual([]);
    const later = await claimLetters(database, 10, claimant('other', leaseMs), again.id);
    expect(later.map(({ councilCode, version }) => `${councilCode} ${version}`).toSorted()).toEqual(
      ['E1 2', 'E2 2', 'E3 2'],
    );
  });

  it('go on where a run was left', async () => {
    const id = await plan();
    const wanted = { reportName: 'annual-letter', yearEnding: 2020, councils: null };
    expect((await findUnfinishedRun(database, wanted))?.id).toBe(id);
    await renderAll();
    expect(await findUnfinishedRun(database, wanted)).toBeNull();
  });
});

describe('a run', () => {
  it('is approved by another, issued once, published at its moment, and corrected', async () => {
    const id = await plan();
    await renderAll();
    await expect(
      write((runner) => approveRun(runner, { id, ...approval, by: 'user alice' })),
    ).rejects.toMatchObject({ code: 'RUN_NEEDS_ANOTHER_PERSON' });
    await write((runner) => approveRun(runner, { id, ...approval }));
    const enqueued: string[] = [];
    const enqueue = async (_runner: QueryRunner, _run: unknown, letters: readonly Letter[]) => {
      enqueued.push(...letters.map(({ councilSlug }) => councilSlug));
    };
    await write((runner) => issueRun(runner, { id, ...act }, enqueue));
    expect(enqueued).toEqual(['e1', 'e2', 'e3']);
    await expect(
      write((runner) => issueRun(runner, { id, ...act }, enqueue)),
    ).rejects.toMatchObject({ code: 'RUN_STATE_WRONG' });

    const moment = new Date(start + 60_000).toISOString();
    await write((runner) => setPublication(runner, { id, ...act }, moment));
    expect(await nextPublication(database)).toBe(moment);
    const early = new Date(start + 59_999).toISOString();
    expect(await write((runner) => publishDue(runner, early))).toEqual([]);
    expect(await write((runner) => publishDue(runner, moment))).toMatchObject([
      { id, state: 'PUBLISHED', publishedAt: moment },
    ]);

    const letters = database.getRepository(Letter);
    const old = await letters.findOneByOrFail({ runId: id, councilCode: 'E1' });
    const request = { letterId: old.id, reason: 'a wrong name', ...act };
    const run = await write((runner) => correctLetter(runner, request));
    await claimRun(database, claimant('a'));
    await write((runner) => planRun(runner, run, withIds(councils.slice(0, 1)), claimant('a')));
    await renderAll();
    await write((runner) => approveRun(runner, { id: run.id, ...approval, by: 'user carol' }));
    await write((runner) => issueRun(runner, { id: run.id, ...act }, enqueue));
    await write((runner) => setPublication(runner, { id: run.id, ...act }, moment));
    await write((runner) => publishDue(runner, moment));

    const done = await database
      .getRepository(LetterTransition)
      .find({ where: { letterId: old.id }, order: { number: 'ASC' } });
    expect(done.map(({ what }) => what)).toEqual([
      'STARTED',
      'RENDERED',
      'APPROVED',
      'ISSUED',
      'PUBLICATION_SET',
      'PUBLISHED',
      'SUPERSEDED',
    ]);
    expect(await letters.findOneByOrFail({ runId: run.id })).toMatchObject({
      version: 2,
      state: 'PUBLISHED',
    });
    expect(await database.getRepository(LetterContent).count()).toBe(4);
  });

  it('cancels what is still to be sent of a letter in whose place another is issued', async () => {
    const enqueue = async (
      runner: QueryRunner,
      run: { id: string },
      letters: readonly Letter[],
    ): Promise<void> => {
      const issued = letters.map(({ id, councilCode }) => ({
        id,
        joint: false,
        recipients: [{ name: councilCode, address: `${councilCode}@example.org` }],
      }));
      const messageIdOf = (id: string) => `${id}@example.org`;
      await enqueueDeliveries(runner, issued, {
        ...{ runId: run.id, now: new Date(start), by: 'test', messageIdOf },
      });
    };
    const states = async () =>
      (await database.getRepository(Delivery).find())
        .map(({ recipients, runId, state }) => `${recipients[0]?.name} ${runId} ${state}`)
        .toSorted();
    const id = await plan();
    await renderAll();
    await write((runner) => approveRun(runner, { id, ...approval }));
    await write((runner) => issueRun(runner, { id, ...act }, enqueue));
    const letters = database.getRepository(Letter);
    const old = await letters.findOneByOrFail({ runId: id, councilCode: 'E1' });
    const request = { letterId: old.id, reason: 'a wrong name', ...act };
    const run = await write((runner) => correctLetter(runner, request));
    await claimRun(database, claimant('a'));
    await write((runner) => planRun(runner, run, withIds(councils.slice(0, 1)), claimant('a')));
    await renderAll();
    await write((runner) => approveRun(runner, { id: run.id, ...approval, by: 'user carol' }));
    const before = [`E1 ${id}`, `E2 ${id}`, `E3 ${id}`].map((one) => `${one} WAITING`);
    expect(await states()).toEqual(before.toSorted());

    await expect(
      write(async (runner) => {
        await issueRun(runner, { id: run.id, ...act }, enqueue);
        throw new Error('the power is cut');
      }),
    ).rejects.toThrow('the power is cut');
    expect(await states()).toEqual(before.toSorted());

    await write((runner) => issueRun(runner, { id: run.id, ...act }, enqueue));
    const after = [
      ...[`E1 ${id} CANCELLED`, `E1 ${run.id} WAITING`],
      ...[`E2 ${id} WAITING`, `E3 ${id} WAITING`],
    ];
    expect(await states()).toEqual(after.toSorted());
    const cancelled = await database.getRepository(Delivery).findOneByOrFail({ letterId: old.id });
    expect(cancelled.reply).toBe(`superseded by a letter of run ${run.id}`);
    expect(cancelled.log).toContain(`"state":"CANCELLED","by":"${act.by}"`);

    // What was under way when the correction was issued is not sent later either.
    const deliveries = database.getRepository(Delivery);
    const outbox = createOutbox(database, { holder: 'w', leaseMs, now: () => new Date(start) });
    const underWay = { leaseHolder: 'w', leaseUntil: new Date(start + leaseMs).toISOString() };
    const underWays = [
      ['SENDING', () => outbox.markLater(cancelled.id, new Date(start), '451 later')],
      ['IN_DOUBT', () => outbox.settle(cancelled.id, false, false, 'not there')],
    ] as const;
    for (const [state, end] of underWays) {
      await deliveries.update({ id: cancelled.id }, { ...underWay, state });
      await end();
      expect(await states()).toEqual(after.toSorted());
    }
    const newer = await deliveries.findOneByOrFail({ runId: run.id });
    await deliveries.update({ id: newer.id }, { state: 'IN_DOUBT' });
    await outbox.settle(newer.id, false, false, 'not there');
    expect(await states()).toEqual(after.toSorted());

    const judgement = { id: cancelled.id, by: 'user bob', now: new Date(start), reason: null };
    const sent = await write((runner) => settleDelivery(runner, { ...judgement, verdict: 'SENT' }));
    expect(sent).toMatchObject({ isSettled: false, delivery: { state: 'CANCELLED' } });
    const again = await write((runner) =>
      settleDelivery(runner, { ...judgement, verdict: 'AGAIN' }),
    );
    expect(again).toMatchObject({
      isSettled: true,
      delivery: { state: 'WAITING', reply: 'user bob has it sent again' },
    });
  });

  it('does not send a council a second letter of the year', async () => {
    const enqueue = async () => {};
    for (const expected of ['ISSUED', 'LETTER_ALREADY_ISSUED']) {
      const id = await plan();
      await renderAll();
      await write((runner) => approveRun(runner, { id, ...approval }));
      const issuing = write((runner) => issueRun(runner, { id, ...act }, enqueue));
      const result = await issuing.then(
        ({ state }) => state,
        (error: { code: string }) => error.code,
      );
      expect(result).toBe(expected);
    }
  });
});
