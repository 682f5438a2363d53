import { expect, it } from 'vitest';
import type { RunDesk, RunStanding } from '../../src/resolvers/reports/run-desk.ts';
import { ProgressReader } from '../../src/resolvers/reports/run-progress.ts';
import { Run } from '../../src/schema/reports/run.entity.ts';

const none: RunStanding = {
  total: null,
  rendered: 0,
  failed: 0,
  pending: 0,
  sent: 0,
  toSend: 0,
  sendingFailed: 0,
  inDoubt: 0,
};

it('progress has the rate since it was first read, and the time that is left at it', async () => {
  let at = 0;
  let standing = none;
  const desk = { standings: async () => new Map([['run-1', standing]]) };
  const run = Object.assign(new Run(), { id: 'run-1', state: 'DRAFT' });
  const reader = new ProgressReader(
    desk as unknown as RunDesk,
    async () => run,
    () => at,
  );
  const read = (seconds: number, now: Partial<RunStanding>) => {
    at = seconds * 1000;
    standing = { ...none, ...now };
    return reader.read();
  };
  expect(await read(0, {})).toMatchObject({ perSecond: null, secondsLeft: null });
  expect(await read(2, { total: 100, rendered: 19, failed: 1, pending: 80 })).toMatchObject({
    total: 100,
    perSecond: 10,
    secondsLeft: 8,
  });
  expect(await read(10, { total: 100, rendered: 99, failed: 1 })).toMatchObject({ secondsLeft: 0 });
  expect(await read(20, { total: 100, rendered: 100, sent: 40, toSend: 60 })).toMatchObject({
    perSecond: 7,
    secondsLeft: 60 / 7,
  });
});
