import { describe, expect, it } from 'vitest';
import { createProgressBar } from '../../src/cli/progress-bar.ts';

/** A stream that remembers what was written, and a clock that is set by hand. */
function setup(isTTY: boolean, columns = 80) {
  const written: string[] = [];
  const clock = { now: 0 };
  const bar = createProgressBar({
    stream: { write: (text) => written.push(text), isTTY, columns },
    now: () => clock.now,
  });
  return { bar, written, clock };
}

describe('the progress bar on a terminal', () => {
  it('draws over one line with counts, rate and time left', () => {
    const { bar, written, clock } = setup(true);
    bar.update('decisions', 0, 80_000);
    clock.now = 2000;
    bar.update('decisions', 20_000, 80_000);
    expect(written).toEqual([
      '\r\u001b[2Kdecisions          ░░░░░░░░░░░░░░░░░░░░░░░░ 0 of 80,000',
      '\r\u001b[2Kdecisions          █████░░░░░░░░░░░░░░░░ 20,000 of 80,000 · 10,000/s · 6 s left',
    ]);
  });

  it('is drawn twelve times a second at most, but always at the end', () => {
    const { bar, written, clock } = setup(true);
    for (let done = 0; done <= 1000; done += 1) {
      clock.now += 1;
      bar.update('rows', done, 1000);
    }
    expect(written.length).toBeLessThan(16);
    expect(written.at(-1)).toContain('1,000 · ');
  });

  it('ends a line before the next piece of work, and at the finish', () => {
    const { bar, written } = setup(true);
    bar.update('councils', 350, 350);
    bar.update('decisions', 1, 2);
    bar.finish();
    bar.finish();
    const line = (label: string, blocks: number, counts: string) =>
      `\r\u001b[2K${label.padEnd(18)} ${'█'.repeat(blocks)}${'░'.repeat(24 - blocks)} ${counts}`;
    expect(written).toEqual([
      line('councils', 24, '350'),
      `${line('councils', 24, '350')}\n`,
      line('decisions', 12, '1 of 2'),
      `${line('decisions', 12, '1 of 2')}\n`,
    ]);
  });

  it('is no wider than the terminal', () => {
    const { bar, written } = setup(true, 30);
    bar.update('decisions', 1, 2);
    expect(written[0]?.replace('\r\u001b[2K', '')).toHaveLength(29);
  });

  it('says how long long work will take in minutes', () => {
    const { bar, written, clock } = setup(true);
    bar.update('decisions', 0, 1000);
    clock.now = 10_000;
    bar.update('decisions', 10, 1000);
    expect(written.at(-1)).toContain('10 of 1,000 · 1/s · 17 min left');
  });
});

describe('the progress bar in a pipe', () => {
  it('writes a plain line for every tenth', () => {
    const { bar, written, clock } = setup(false);
    for (let done = 0; done <= 1000; done += 1) {
      clock.now += 2;
      bar.update('decisions', done, 1000);
    }
    bar.finish();
    expect(written).toHaveLength(10);
    expect(written[0]).toBe('decisions 10%: 100 of 1,000 · 500/s · 2 s left\n');
    expect(written.at(-1)).toBe('decisions 100%: 1,000 · 500/s · took 2 s\n');
  });

  it('begins again with other work', () => {
    const { bar, written } = setup(false);
    bar.update('councils', 350, 350);
    bar.update('officers', 0, 0);
    expect(written).toEqual(['councils 100%: 350\n', 'officers 100%: 0\n']);
  });
});
