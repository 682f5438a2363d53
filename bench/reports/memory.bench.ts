import { type BenchRow, roughly } from '../bench.ts';
import { collectGarbage } from '../collect-garbage.ts';
import { assembleHouse } from '../house/assemble-house.ts';
import { openBenchDatabase } from '../house/bench-database.ts';

export const name = 'Memory: thirty seasons of letters in one go, against three';

const seasonLetters = 343;

/**
 * The memory that this thread holds while letters are taken one at a time from the database, of three seasons and of ten times as
 * many in one go, with the help of a thread as in a run: in the middle of many readings, each after a collection, so that it is what
 * is held and not what waits to be cleared. The most of so many readings would be more the more there are.
 */
export async function run(): Promise<{ rows: BenchRow[] }> {
  const database = await openBenchDatabase();
  const { engine, close } = assembleHouse(database);
  try {
    const councils = await database.query<{ slug: string }[]>(
      'SELECT slug FROM council WHERE end_date IS NULL ORDER BY slug LIMIT ?',
      [seasonLetters],
    );
    const parameters = councils.map(({ slug }) => ({ council: slug, yearEnding: 2020 }));
    const measure = async (times: number) => {
      const readings: number[] = [];
      let letters = 0;
      const all = Array.from({ length: times }, () => parameters).flat();
      for await (const letter of engine.renderEach('annual-letter', all)) {
        if (letter.ok) letters += 1;
        if (letters % 49 !== 0) continue;
        collectGarbage();
        readings.push(process.memoryUsage().heapUsed);
      }
      const middle = readings.toSorted((a, b) => a - b)[readings.length >> 1] ?? Number.NaN;
      return { middle, most: Math.max(...readings), letters };
    };
    await measure(3); // shapes, plans and statements are kept from here on
    const one = await measure(3);
    const ten = await measure(30);
    const megabytes = (bytes: number) => `${roughly(bytes / 2 ** 20)} MB`;
    return {
      rows: [
        {
          what: `the heap of ${one.letters} letters`,
          against: `that of ${ten.letters.toLocaleString('en-GB')}`,
          ratio: one.middle / ten.middle,
          target: 0.9,
          detail: `${megabytes(one.middle)} and ${megabytes(ten.middle)}; ${megabytes(one.most)} and ${megabytes(ten.most)} at most`,
        },
      ],
    };
  } finally {
    await close();
  }
}
