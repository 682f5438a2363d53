import 'reflect-metadata';
import { importFile } from '../../../src/database/imports/import-file.ts';
import { openDatabase } from '../../../src/database/open-database.ts';

// Imports decisions from standard input, says how many rows it has taken, and in the end that all are kept; with
// `--expose-gc` also how many bytes the program holds then.
const database = await openDatabase({ url: process.argv[2] ?? '' });
const source = { name: 'standard input', stream: process.stdin };
await importFile(database, 'decisions', source, {
  onProgress: ({ rows }) => process.stdout.write(`${rows}\n`),
});
process.stdout.write('kept\n');
await database.destroy();
if (globalThis.gc !== undefined) {
  globalThis.gc();
  process.stdout.write(`held ${process.memoryUsage().heapUsed}\n`);
}
