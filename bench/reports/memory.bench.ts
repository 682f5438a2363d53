import { assembleRedress } from '../../src/composition/assemble-redress.ts';
import { type BenchRow, roughly } from '../bench.ts';
import { collectGarbage } from '../collect-garbage.ts';
import { openBenchDatabase } from '../house/bench-database.ts';

export const name = 'Memory: ten seasons of letters, one after another, against one';

const silent = { error: () => {}, warn: () => {}, info: () => {} };
const seasonLetters = 343;

/**
 * The most memory held while letters are taken one at a time from the database, of 343 and of ten times as many. The heap
 * is read after a collection with each batch, so that it is what is held and not what waits to be cleared.
 */
export async function run(): Promise<{ rows: BenchRow[] }> {
  const database = await openBenchDatabase();
  const { gateway, engine } = assembleRedress(database, 'http://127.0.0.1:4000', silent);
  try {
    const councils = await database.query<{ slug: string }[]>(
      'SELECT slug FROM council WHERE end_date IS NULL ORDER BY slug LIMIT ?',
      [seasonLetters],
    );
    const parameters = councils.map(({ slug }) => ({ council: slug, yearEnding: 2020 }));
    const measure = async (times: number) => {
      let most = 0;
      let letters = 0;
      for (let turn = 0; turn < times; turn += 1) {
        for await (const letter of engine.renderEach('annual-letter', parameters)) {
          if (letter.ok) letters += 1;
          if (letters % 49 !== 0) continue;
          collectGarbage();
          most = Math.max(most, process.memoryUsage().heapUsed);
        }
      }
      return { most, letters };
    };
    await measure(1); // shapes, plans and statements are kept from here on
    const one = await measure(1);
    const ten = await measure(10);
    const megabytes = (bytes: number) => `${roughly(bytes / 2 ** 20)} MB`;
    return {
      rows: [
        {
          what: `the heap of ${one.letters} letters`,
          against: `that of ${ten.letters.toLocaleString('en-GB')}`,
          ratio: one.most / ten.most,
          target: 0.9,
          detail: `${megabytes(one.most)} and ${megabytes(ten.most)} at most`,
        },
      ],
    };
  } finally {
    await gateway.close();
    await database.destroy();
  }
}
