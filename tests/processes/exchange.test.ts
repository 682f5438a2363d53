import { describe, expect, it } from 'vitest';
import { Exchange, type ExchangeOptions } from '../../src/processes/exchange.ts';
import { createNeighbours } from '../../src/processes/neighbours.ts';
import { linkLines } from './linked-ends.ts';

/** Processes of one server, each as it sees the others. */
function openExchange(options: Partial<ExchangeOptions> = {}) {
  const forced: string[] = [];
  const exchange = new Exchange({
    probes: { refuse: () => {} },
    writeMetrics: async () => '# HELP up Up\n# TYPE up gauge\nup{process="first"} 1\n',
    ...options,
  });
  const join = (name: string) => {
    const { first, child } = linkLines();
    exchange.connect(first, () => {
      forced.push(name);
      exchange.disconnect(first);
    });
    return {
      ...createNeighbours(name, child),
      line: child,
      leave: () => exchange.disconnect(first),
    };
  };
  return { join, forced };
}

describe('Exchange', () => {
  it('resolves when all others have forgotten, and does not ask who asked', async () => {
    const { join } = openExchange();
    const [one, two, three] = [join('server 1'), join('server 2'), join('jobs')];
    const forgotten: string[] = [];
    one.onForgetAnswers(() => forgotten.push('server 1'));
    two.onForgetAnswers(() => forgotten.push('server 2'));
    await one.forgetAnswers();
    expect(forgotten).toEqual(['server 2']);
    await three.forgetAnswers();
    expect(forgotten).toEqual(['server 2', 'server 1', 'server 2']);
  });

  it('ends a process that does not forget in time, and goes on', async () => {
    const { join, forced } = openExchange({ forgetMs: 1 });
    const [one, hung] = [join('server 1'), join('server 2')];
    hung.line.on('forget', () => new Promise(() => {}));
    await one.forgetAnswers();
    expect(forced).toEqual(['server 2']);
    await one.forgetAnswers();
    expect(forced).toEqual(['server 2']);
  });

  it('does not wait for a process that ends meanwhile', async () => {
    const { join, forced } = openExchange();
    const [one, two] = [join('server 1'), join('server 2')];
    two.line.on('forget', () => {
      two.leave();
      return new Promise(() => {});
    });
    await one.forgetAnswers();
    expect(forced).toEqual([]);
  });

  it('gives the turn to one at a time, and takes it back from one that has ended', async () => {
    const { join } = openExchange();
    const [one, two] = [join('server 1'), join('server 2')];
    expect(await one.importTurn.take()).toBe(true);
    expect(await two.importTurn.take()).toBe(false);
    expect(await one.importTurn.take()).toBe(false);
    // Nobody gives back what another holds.
    two.importTurn.giveBack();
    expect(await two.importTurn.take()).toBe(false);
    one.leave();
    expect(await two.importTurn.take()).toBe(true);
    two.importTurn.giveBack();
    expect(await two.importTurn.take()).toBe(true);
  });

  it('counts for all who are refused and who send', async () => {
    const counted: unknown[] = [];
    const { join } = openExchange({
      probes: { refuse: (caller, letters) => counted.push([caller, letters]) },
      rateLimiter: { take: (caller, amount) => counted.push([caller, amount]) },
    });
    const [one, two] = [join('server 1'), join('server 2')];
    one.probes.refuse('a', 2);
    two.probes.refuse('b');
    expect(await two.rateLimiter.take('c')).toBe(3);
    expect(await one.rateLimiter.take('d', 5)).toBe(4);
    expect(counted).toEqual([
      ['a', 2],
      ['b', 1],
      ['c', 1],
      ['d', 5],
    ]);
  });

  it('gives the metrics of all who say theirs, each metric described once', async () => {
    const { join } = openExchange({ metricsMs: 1 });
    const [one, two, hung] = [join('server 1'), join('server 2'), join('jobs')];
    for (const each of [one, two]) {
      each.onReadMetrics(
        async () =>
          `# HELP up Up\n# TYPE up gauge\nup{process="${each.name}"} 1\n\n# HELP a A\n# TYPE a counter\na 2\n`,
      );
    }
    hung.onReadMetrics(() => new Promise(() => {}));
    expect(await one.readMetrics()).toBe(
      [
        '# HELP up Up',
        '# TYPE up gauge',
        'up{process="first"} 1',
        'up{process="server 1"} 1',
        'up{process="server 2"} 1',
        '',
        '# HELP a A',
        '# TYPE a counter',
        'a 2',
        'a 2',
        '',
      ].join('\n'),
    );
  });

  it('wakes the others, and not who rings', async () => {
    const { join } = openExchange();
    const [one, two] = [join('server 1'), join('jobs')];
    const heard: string[] = [];
    one.onRing(() => heard.push('server 1'));
    two.onRing(() => heard.push('jobs'));
    one.ring();
    await one.forgetAnswers();
    expect(heard).toEqual(['jobs']);
  });
});
