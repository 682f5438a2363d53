import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { StartTurns } from '../../../src/gateway/limits/start-turns.ts';

/** Asks for a turn, and notes when it came. */
async function begin(turns: StartTurns, name: string, begun: string[]): Promise<void> {
  const turn = turns.take();
  if (turn !== undefined) await turn;
  begun.push(name);
}

describe('StartTurns', () => {
  it('lets so many begin at once, and as many in each turn after it, in the order in which they came', async () => {
    const turns = new StartTurns(2);
    const begun: string[] = [];
    for (const name of 'abcdefg') void begin(turns, name, begun);
    expect([begun.join(''), turns.waiting]).toEqual(['ab', 5]);
    await nextTurn();
    expect([begun.join(''), turns.waiting]).toEqual(['abcd', 3]);
    // Whoever comes now stands behind those who wait.
    void begin(turns, 'h', begun);
    await nextTurn();
    expect(begun.join('')).toBe('abcdef');
    await nextTurn();
    expect([begun.join(''), turns.waiting]).toEqual(['abcdefgh', 0]);
  });

  it('is open again when a turn has passed without anybody waiting', async () => {
    const turns = new StartTurns(1);
    expect(turns.take()).toBeUndefined();
    const second = turns.take();
    expect(second).toBeInstanceOf(Promise);
    await second;
    await nextTurn();
    await nextTurn();
    expect(turns.take()).toBeUndefined();
  });

  it('waits for nobody who has begun', async () => {
    const turns = new StartTurns(1);
    let begun = 0;
    const never = async () => {
      await turns.take();
      begun += 1;
      await new Promise(() => {});
    };
    for (let count = 0; count < 50; count += 1) void never();
    for (let turn = 0; turn < 50; turn += 1) await nextTurn();
    expect(begun).toBe(50);
  });
});
