import { describe, expect, it } from 'vitest';
import { Line } from '../../src/processes/line.ts';
import { linkLines } from './linked-ends.ts';

describe('Line', () => {
  it('asks, and is answered what the other one gives, nothing where it knows nothing of it', async () => {
    const { first, child } = linkLines();
    child.on('metrics', async (about) => ({ got: about }));
    expect(await first.ask('metrics', [1])).toEqual({ got: [1] });
    expect(await first.ask('forget')).toBeNull();
  });

  it('rejects with what the other one fails with, which ends neither', async () => {
    const { first, child } = linkLines();
    child.on('rate', () => {
      throw new Error('no such caller');
    });
    await expect(first.ask('rate')).rejects.toThrow('no such caller');
    first.tell('rate');
    expect(await first.ask('forget')).toBeNull();
  });

  it('rejects when the other one has ended, before and after it was asked', async () => {
    const { first, child } = linkLines();
    child.on('metrics', () => new Promise(() => {}));
    const asked = first.ask('metrics');
    first.close();
    await expect(asked).rejects.toThrow('The process that was asked has ended.');
    await expect(first.ask('metrics')).rejects.toThrow('has ended');
  });

  it('lets pass what is not ours', () => {
    let say: (message: unknown) => void = () => {};
    const sent: object[] = [];
    new Line({
      send: (message) => sent.push(message),
      listen: (onMessage) => {
        say = onMessage;
      },
    });
    for (const message of [null, 'ready', { cmd: 'other' }, { redress: 'said', topic: 1 }]) {
      say(message);
    }
    expect(sent).toEqual([]);
  });
});
