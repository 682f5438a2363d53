import 'reflect-metadata';
import { getHeapSpaceStatistics } from 'node:v8';
import { makeLetters } from '../../bench/reports/many-letters.ts';
import { allocateYoung } from '../../src/cli/allocate-young.ts';
import { annualLetter } from '../../src/plugins/annual-letter/report.ts';
import { createReportEngine } from '../../src/reports/report-engine.ts';
import { createReportRegistry } from '../../src/reports/report-registry.ts';

// Tells how many bytes came to be old while 4000 letters were made and dropped.
allocateYoung();

const engine = createReportEngine({
  registry: createReportRegistry([annualLetter]),
  ask: () => Promise.reject(new Error('Letters are made from data at hand.')),
  now: () => new Date('2020-07-22T09:00:00Z'),
  publicUrl: 'http://127.0.0.1:4000',
});
const sources = makeLetters(400).map(({ params, data }) => ({ params, data }));
const make = (from: number, to: number) =>
  engine.renderManyData('annual-letter', sources.slice(from, to), { parts: ['html', 'text'] });
const oldBytes = () =>
  getHeapSpaceStatistics().find(({ space_name }) => space_name === 'old_space')?.space_used_size ??
  0;

// Letters that are held, as those of a batch are for a while, teach V8 that letters grow old.
for (let round = 0; round < 10; round += 1) await make(0, sources.length);
let grown = 0;
for (let round = 0; round < 10; round += 1) {
  for (let at = 0; at < sources.length; at += 40) {
    const before = oldBytes();
    await make(at, at + 40);
    // What old objects were collected meanwhile is no gain.
    grown += Math.max(0, oldBytes() - before);
  }
}
process.stdout.write(`${grown}\n`);
