/**
 * Keeps the whole server under mixed load for an hour (`REDRESS_SOAK_MINUTES` for another time) and says whether its heap or its
 * handles grow. Run it with `npm run soak`; it needs `var/bench.sqlite`, which any bench makes.
 */
import 'reflect-metadata';
import { openBenchDatabase } from '../bench/house/bench-database.ts';
import { runSoak, slopeOf } from './soak/run-soak.ts';

const minutes = Number(process.env.REDRESS_SOAK_MINUTES ?? 60);
/** Caches fill up first. */
const warmUp = 0.25;
const mostMbAnHour = 1;

const database = await openBenchDatabase();
const file = String(database.options.database);
await database.destroy();

const samples = await runSoak({
  database: file,
  rounds: 40,
  goesOn(sample) {
    const { hours, heapMb, handles, requests } = sample;
    process.stdout.write(
      `${(hours * 60).toFixed(1)} min  ${requests} requests  heap ${heapMb.toFixed(1)} MB  ${handles} handles\n`,
    );
    return hours * 60 < minutes;
  },
});
const last = samples.at(-1);
const steady = samples.filter(({ hours }) => hours >= (last?.hours ?? 0) * warmUp);
const slope = slopeOf(steady);
const handles = steady.map((sample) => sample.handles);
const grown = (handles.at(-1) ?? 0) - (handles[0] ?? 0);
const isGood = slope < mostMbAnHour && grown <= 2;
process.stdout.write(
  `Over the last ${Math.round((1 - warmUp) * 100)}% of the time the heap grew by ${slope.toFixed(2)} MB an hour (at most ${mostMbAnHour}), ` +
    `handles by ${grown}. ${isGood ? 'Good.' : 'TOO MUCH.'}\n`,
);
process.exit(isGood ? 0 : 1);
