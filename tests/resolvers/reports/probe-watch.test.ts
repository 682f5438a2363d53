import { describe, expect, it } from 'vitest';
import { ProbeWatch } from '../../../src/resolvers/reports/probe-watch.ts';

describe('ProbeWatch', () => {
  it('raises one alert for a caller that was refused twenty letters', () => {
    const alerts: unknown[] = [];
    const watch = new ProbeWatch({ alert: (alert) => alerts.push(alert), now: () => 0 });
    for (let time = 0; time < 19; time += 1) watch.refuse('10.0.0.1');
    watch.refuse('10.0.0.2');
    expect(alerts).toEqual([]);
    for (let time = 0; time < 30; time += 1) watch.refuse('10.0.0.1');
    expect(alerts).toEqual([{ caller: '10.0.0.1', refused: 20 }]);
  });

  it('begins anew after the time', () => {
    let now = 0;
    const alerts: unknown[] = [];
    const watch = new ProbeWatch({ alert: (alert) => alerts.push(alert), now: () => now });
    watch.refuse('10.0.0.1', 19);
    now = 600_000;
    watch.refuse('10.0.0.1', 19);
    expect(alerts).toEqual([]);
    watch.refuse('10.0.0.1', 5);
    expect(alerts).toHaveLength(1);
  });
});
