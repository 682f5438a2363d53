import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { GatewayMetrics } from '../../src/gateway/telemetry/gateway-metrics.ts';

const dashboard = z
  .object({
    panels: z.array(
      z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })).min(1) }),
    ),
  })
  .parse(JSON.parse(readFileSync('docs/grafana-dashboard.json', 'utf8')));

const names = dashboard.panels.flatMap(({ targets }) =>
  targets.flatMap(({ expr }) => expr.match(/\b(redress|nodejs|process)_\w+/g) ?? []),
);

describe('docs/grafana-dashboard.json', () => {
  it('asks for metrics that the gateway has', async () => {
    const text = await new GatewayMetrics().write();
    const known = new Set([...text.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name));
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) expect(known).toContain(name.replace(/_bucket$/, ''));
  });

  it('shows every metric of our own', async () => {
    const text = await new GatewayMetrics().write();
    const own = [...text.matchAll(/^# TYPE (redress_\w+)/gm)].map(([, name]) => name);
    expect(own.length).toBeGreaterThan(8);
    for (const name of own)
      expect(names.map((used) => used.replace(/_bucket$/, ''))).toContain(name);
  });
});
