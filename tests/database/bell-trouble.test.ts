import { expect, it } from 'vitest';
import { describeTrouble } from '../../src/database/worker-bell.ts';

const lost = Object.assign(new Error('terminating connection'), { code: '57P01', client: {} });

it.each<[string, unknown, object]>([
  ['an error of the driver', lost, { message: 'terminating connection', code: '57P01' }],
  [
    'what pg-boss makes of one, which is no error',
    { ...lost, message: lost.message, stack: lost.stack, queue: 'work', worker: '1' },
    { message: 'terminating connection', code: '57P01' },
  ],
  [
    'one of several addresses, which has no words',
    Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }),
    { message: 'ECONNREFUSED', code: 'ECONNREFUSED' },
  ],
  ['one with neither', new AggregateError([]), { message: 'AggregateError', code: null }],
  ['a number for a code', { message: 'lost', code: 7 }, { message: 'lost', code: null }],
  ['a text', 'lost', { message: 'lost', code: null }],
])('the bell tells of %s by message and code alone', (_what, error, told) => {
  expect(describeTrouble(error)).toEqual(told);
});
