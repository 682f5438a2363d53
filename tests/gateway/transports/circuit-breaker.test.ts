import { describe, expect, it } from 'vitest';
import {
  type BreakerState,
  CircuitBreaker,
} from '../../../src/gateway/transports/circuit-breaker.ts';
import { ManualClock } from './manual-clock.ts';

function openBreaker(options = { window: 4, minimum: 4, failureShare: 0.5, pauseMs: 1_000 }) {
  const clock = new ManualClock();
  const states: BreakerState[] = [];
  const breaker = new CircuitBreaker(options, clock, (state) => states.push(state));
  const tell = (...verdicts: Parameters<ReturnType<CircuitBreaker['enter']>>) => {
    breaker.enter()(...verdicts);
  };
  return { clock, states, breaker, tell };
}

describe('CircuitBreaker', () => {
  it('lets requests pass while few of them fail', () => {
    const { breaker, tell } = openBreaker();
    for (const verdict of [
      'failure',
      'success',
      'success',
      'success',
      'failure',
      'success',
    ] as const) {
      tell(verdict);
    }
    expect(breaker.state).toBe('closed');
  });

  it('opens when the share of failures in the window is reached', () => {
    const { breaker, tell, states } = openBreaker();
    tell('success');
    tell('failure');
    tell('success');
    expect(breaker.state).toBe('closed');
    tell('failure');
    expect(states).toEqual(['open']);
    expect(() => breaker.enter()).toThrow('Left alone after many failures');
  });

  it('does not judge before the least number of requests', () => {
    const { breaker, tell } = openBreaker();
    for (let count = 0; count < 3; count++) tell('failure');
    expect(breaker.state).toBe('closed');
  });

  it('forgets what left the window', () => {
    const { breaker, tell } = openBreaker();
    for (const verdict of [
      'failure',
      'success',
      'success',
      'success',
      'success',
      'failure',
    ] as const) {
      tell(verdict);
    }
    expect(breaker.state).toBe('closed');
  });

  it('counts nothing that says nothing about the subgraph', () => {
    const { breaker, tell } = openBreaker();
    for (let count = 0; count < 20; count++) tell('unknown');
    for (let count = 0; count < 3; count++) tell('failure');
    expect(breaker.state).toBe('closed');
  });

  it('lets one request try after the pause, and closes when it succeeds', () => {
    const { breaker, clock, tell, states } = openBreaker();
    for (let count = 0; count < 4; count++) tell('failure');
    clock.advance(999);
    expect(() => breaker.enter()).toThrow('Left alone');
    clock.advance(1);
    const leave = breaker.enter();
    expect(breaker.state).toBe('half-open');
    expect(() => breaker.enter()).toThrow('Left alone');
    leave('success');
    expect(states).toEqual(['open', 'half-open', 'closed']);
    for (let count = 0; count < 3; count++) tell('failure');
    expect(breaker.state).toBe('closed');
  });

  it('opens again for another pause when the trial fails', () => {
    const { breaker, clock, tell, states } = openBreaker();
    for (let count = 0; count < 4; count++) tell('failure');
    clock.advance(1_000);
    tell('failure');
    expect(states).toEqual(['open', 'half-open', 'open']);
    clock.advance(999);
    expect(() => breaker.enter()).toThrow('Left alone');
    clock.advance(1);
    tell('success');
    expect(breaker.state).toBe('closed');
  });

  it('lets another request try when the trial told nothing', () => {
    const { breaker, clock, tell } = openBreaker();
    for (let count = 0; count < 4; count++) tell('failure');
    clock.advance(1_000);
    tell('unknown');
    expect(breaker.state).toBe('half-open');
    tell('success');
    expect(breaker.state).toBe('closed');
  });

  it('ignores verdicts on requests that began before it opened', () => {
    const { breaker, clock, tell } = openBreaker();
    const late = breaker.enter();
    for (let count = 0; count < 4; count++) tell('failure');
    late('success');
    expect(breaker.state).toBe('open');
    clock.advance(1_000);
    expect(() => breaker.enter()).not.toThrow();
  });
});
