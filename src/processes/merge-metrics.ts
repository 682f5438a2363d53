/**
 * Metrics of several processes as those of one server: each metric is described once, with the series of all under it. Series
 * are told apart by their labels, so a counter that begins anew with its process is seen to do so.
 */
export function mergeMetrics(texts: readonly string[]): string {
  const metrics = new Map<string, { head: string[]; series: string[] }>();
  for (const text of texts) {
    let metric: { head: string[]; series: string[] } | undefined;
    let isKnown = false;
    for (const line of text.split('\n').filter((one) => one !== '')) {
      const [, name] = /^# HELP (\S+)/.exec(line) ?? [];
      if (name !== undefined) {
        isKnown = metrics.has(name);
        metric = metrics.get(name) ?? { head: [], series: [] };
        metrics.set(name, metric);
      }
      if (!line.startsWith('#')) metric?.series.push(line);
      else if (!isKnown) metric?.head.push(line);
    }
  }
  return [...metrics.values()]
    .map(({ head, series }) => `${[...head, ...series].join('\n')}\n`)
    .join('\n');
}
