import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import type { BenchRow } from './bench.ts';
import { drawRows } from './draw-rows.ts';

/** All rows of one benchmark. */
export interface MeasuredBench {
  readonly name: string;
  readonly rows: readonly BenchRow[];
}

const folder = new URL('results/', import.meta.url);

/**
 * Writes what was measured, on what and when, as `results/NAME.json`, and how far each row is from its target as
 * `results/NAME.svg`.
 */
export function writeResults(
  name: string,
  benches: readonly MeasuredBench[],
  begun: { readonly at: Date; readonly load: number },
): void {
  const machine = {
    node: process.version,
    processor: cpus()[0]?.model ?? 'unknown',
    processors: cpus().length,
    platform: `${process.platform} ${process.arch}`,
    loadBefore: begun.load,
    loadAfter: loadavg()[0] ?? 0,
  };
  const minutes = Math.round((Date.now() - begun.at.getTime()) / 60_000);
  const record = { measuredAt: begun.at.toISOString(), minutes, machine, benches };
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify(record, null, 2)}\n`);
  const day = begun.at.toISOString().slice(0, 10);
  const caption = `${day}, Node ${process.version}, ${machine.processors} × ${machine.processor}`;
  writeFileSync(new URL(`${name}.svg`, folder), drawRows(benches, caption));
}
