import { expect, test } from 'vitest';
import { watchSample } from '../../src/web/site/watch-sample.ts';

/** A graph that answers with what is given, in turn, and the clock beside it. */
function openWatch(...answers: readonly (boolean | null | 'down' | 'error')[]) {
  const left = [...answers];
  let now = 0;
  const hasSample = watchSample(
    async () => {
      const sample = left.shift();
      if (sample === 'down' || sample === undefined) throw new Error('down');
      if (sample === 'error') {
        return { data: { nationalPerformance: null }, errors: [{ message: 'lost' }] };
      }
      return { data: { nationalPerformance: sample === null ? null : { sample } } };
    },
    2020,
    () => now,
  );
  return {
    hasSample,
    wait: (seconds: number) => {
      now += seconds * 1000;
    },
    countLeft: () => left.length,
  };
}

test('asks once a minute whether there is sample data', async () => {
  const { hasSample, wait, countLeft } = openWatch(true, false);
  expect([await hasSample(), await hasSample()]).toEqual([true, true]);
  wait(59);
  expect([await hasSample(), countLeft()]).toEqual([true, 1]);
  wait(1);
  expect([await hasSample(), countLeft()]).toEqual([false, 0]);
});

test('keeps what it knew while the graph does not answer, and asks again at once', async () => {
  const { hasSample, wait } = openWatch(true, 'down', 'error', null);
  await hasSample();
  wait(60);
  expect([await hasSample(), await hasSample(), await hasSample()]).toEqual([true, true, false]);
});
