import { describe, expect, it } from 'vitest';
import { WorkGate } from '../../../src/gateway/limits/work-gate.ts';

describe('WorkGate', () => {
  it('lets in as much as its limit, and more when some has left', () => {
    const gate = new WorkGate(2, () => 0);
    const [first, second] = [gate.enter(), gate.enter()];
    expect([first, second].map(Boolean)).toEqual([true, true]);
    expect(gate.enter()).toBeUndefined();
    first?.();
    first?.();
    expect(gate.underWay).toBe(1);
    expect(gate.enter()).toBeDefined();
    expect(gate.isFull).toBe(true);
  });

  it('takes a list of operations wholly or not at all', () => {
    const gate = new WorkGate(5, () => 0);
    gate.enter(3);
    expect(gate.enter(3)).toBeUndefined();
    expect(gate.underWay).toBe(3);
    gate.enter(2)?.();
    expect(gate.underWay).toBe(3);
  });

  it('is busy while it is full, and for a second after it has turned somebody away', () => {
    let time = 0;
    const gate = new WorkGate(1, () => time);
    expect(gate.isBusy).toBe(false);
    const leave = gate.enter();
    expect(gate.isBusy).toBe(true);
    leave?.();
    expect(gate.isBusy).toBe(false);
    const later = new WorkGate(1, () => time);
    const done = later.enter();
    later.enter();
    done?.();
    time = 999;
    expect(later.isBusy).toBe(true);
    time = 1_000;
    expect(later.isBusy).toBe(false);
  });
});
