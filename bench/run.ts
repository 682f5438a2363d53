import 'reflect-metadata';
import { loadavg } from 'node:os';
import { allocateYoung } from '../src/cli/allocate-young.ts';
import { type Bench, roughly } from './bench.ts';
import { type MeasuredBench, writeResults } from './results.ts';

// As the program itself does.
allocateYoung();

/** All benchmarks, by the word that `npm run bench -- WORD` takes. */
const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  letters: () => import('./reports/render.bench.ts'),
  season: () => import('./reports/season.bench.ts'),
  runs: () => import('./runs/runs.bench.ts'),
  workers: () => import('./runs/workers.bench.ts'),
  memory: () => import('./reports/memory.bench.ts'),
  reload: () => import('./reports/reload.bench.ts'),
  graph: () => import('./house/graph.bench.ts'),
  statements: () => import('./house/statements.bench.ts'),
  start: () => import('./house/start.bench.ts'),
  processes: () => import('./house/processes.bench.ts'),
  data: () => import('./data/scale.bench.ts'),
  site: () => import('./site/site.bench.ts'),
  import: () => import('./data/import.bench.ts'),
  gateway: () => import('./gateway/gateways.bench.ts'),
  plan: () => import('./gateway/cold-plan.bench.ts'),
};

/** Several at once, by the name of their folder. */
const groups: Readonly<Record<string, readonly string[]>> = {
  reports: ['letters', 'season', 'memory', 'reload'],
};

const wanted = process.argv.slice(2).flatMap((word) => groups[word] ?? [word]);
const unknown = wanted.filter((word) => !(word in benches) && word !== 'all');
if (unknown.length > 0) {
  process.stderr.write(
    `[bench] expected any of ${[...Object.keys(benches), ...Object.keys(groups)].join(', ')} or all, but got ${unknown.join(', ')}.\n`,
  );
  process.exit(1);
}

const isAll = wanted.length === 0 || wanted.includes('all');
const begun = { at: new Date(), load: loadavg()[0] ?? 0 };
const results: MeasuredBench[] = [];
let missed = 0;
let measured = 0;
let failed = 0;
for (const [word, load] of Object.entries(benches)) {
  if (!isAll && !wanted.includes(word)) continue;
  const bench = await load();
  process.stdout.write(`\n${bench.name}\n`);
  const rows = await runBench(bench);
  results.push({ name: bench.name, rows });
  for (const { what, against, ratio, target, detail } of rows) {
    const verdict =
      target === null
        ? ''
        : ratio >= target
          ? `  (at least ${roughly(target)}: met)`
          : `  (at least ${roughly(target)}: MISSED)`;
    measured += 1;
    if (target !== null && ratio < target) missed += 1;
    process.stdout.write(
      `  ${what}\n    ${roughly(ratio)} times ${against}${verdict}\n    ${detail}\n`,
    );
  }
}
if (isAll) {
  writeResults('all', results, begun);
  process.stdout.write('\nWritten: bench/results/all.json and all.svg.\n');
}
if (measured === 0) process.stdout.write('\nNothing was measured.\n');
else process.stdout.write(missed === 0 ? '\nEvery target is met.\n' : `\n${missed} missed.\n`);
process.exit(isAll && failed > 0 ? 1 : 0);

/** The rows of a benchmark. Where several are run, one that fails is told of and takes none of the others with it. */
async function runBench(bench: Bench) {
  try {
    return (await bench.run()).rows;
  } catch (error) {
    if (!isAll) throw error;
    failed += 1;
    process.stdout.write(`  FAILED: ${error instanceof Error ? error.message : String(error)}\n`);
    return [];
  }
}
