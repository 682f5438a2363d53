import 'reflect-metadata';
import { allocateYoung } from '../../src/cli/allocate-young.ts';
import { type ProfileLine, takeAllocations, takeProfile } from './take-profile.ts';
import { workloads } from './workloads.ts';

// As the program itself does.
allocateYoung();

// Where the processor time of a hot path goes, as text: `npm run profile -- season`.
const [word = '', seconds = '10'] = process.argv.slice(2);
const open = workloads[word];
const lengthMs = Number(seconds) * 1000;
if (open === undefined || !(lengthMs > 0)) {
  process.stderr.write(
    `[profile] expected any of ${Object.keys(workloads).join(', ')}, then how many seconds (10), but got "${process.argv.slice(2).join(' ')}".\n`,
  );
  process.exit(1);
}

const { unit, units, run, close } = await open();
await repeat(run, lengthMs / 4);
let done = 0;
const { busyMs, functions, places } = await takeProfile(async () => {
  done = await repeat(run, lengthMs);
});
process.stdout.write(`${unit}: ${(busyMs / (done * units)).toPrecision(3)} ms each, watched\n`);
show('The most costly functions, by their own time', functions.slice(0, 40));
show('By package, and by folder of ours', places.slice(0, 25));
const passed = await takeAllocations(async () => {
  done = await repeat(run, lengthMs / 2);
});
const each = passed.bytes / (done * units) / 1000;
process.stdout.write(`\n${unit}: ${each.toPrecision(3)} kB of memory each, collected again\n`);
show('What passed through most memory', passed.functions.slice(0, 40));
show('By package, and by folder of ours', passed.places.slice(0, 25));
await close();
process.exit(0);

async function repeat(work: () => Promise<unknown>, forMs: number): Promise<number> {
  const end = performance.now() + forMs;
  let times = 0;
  for (; performance.now() < end; times += 1) await work();
  return times;
}

function show(title: string, lines: readonly ProfileLine[]): void {
  process.stdout.write(`\n${title}\n`);
  for (const { what, share } of lines) {
    process.stdout.write(`${(share * 100).toFixed(1).padStart(6)}%  ${what}\n`);
  }
}
