import { monitorEventLoopDelay } from 'node:perf_hooks';

const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();

/**
 * Loaded into every process that is measured: tells memory, processor time and how late its event loop was, 1% of the time since it was asked
 * last, when asked.
 */
process.on('message', (message) => {
  if (message !== 'usage') return;
  const { user, system } = process.cpuUsage();
  process.send?.({
    rssBytes: process.memoryUsage.rss(),
    cpuMs: (user + system) / 1_000,
    delayP99Ms: delay.percentile(99) / 1e6,
  });
  delay.reset();
});
