import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { dataFolder } from '../../src/database/data-folder.ts';
import { readSampleCouncils } from '../../src/database/sample/sample-council.ts';
import { createSampleFiles } from '../../src/database/sample/sample-files.ts';

/** A file of the sample's decisions, several times over with references of their own. */
export async function writeSampleDecisions(path: string, times: number): Promise<number> {
  const councils = await readSampleCouncils(dataFolder);
  const file = createSampleFiles(councils).find(({ kind }) => kind === 'decisions');
  if (file === undefined) throw new Error('The sample has no decisions.');
  const [header, ...records] = [...file.records].flat().map(({ cells }) => cells);
  const out = createWriteStream(path);
  out.write(`${header?.join(',')}\n`);
  let number = 0;
  for (let time = 0; time < times; time += 1) {
    for (const cells of records) {
      const reference = referenceOf(number);
      number += 1;
      const line = [reference, ...cells.slice(1)].map(quoteCell).join(',');
      if (!out.write(`${line}\n`)) await once(out, 'drain');
    }
  }
  out.end();
  await once(out, 'close');
  return number;
}

function referenceOf(number: number): string {
  const digits = String(number).padStart(8, '0');
  return `${digits.slice(0, 2)} ${digits.slice(2, 5)} ${digits.slice(5)}`;
}

function quoteCell(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
