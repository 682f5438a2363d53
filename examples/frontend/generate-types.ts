/** Writes `operations.generated.ts` from `schema.graphql` and the `.graphql` files beside it: `npm run generate`. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { printOperations } from './print-operations.ts';

const folder = new URL('./', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
const names = readdirSync(folder).filter(
  (name) => name.endsWith('.graphql') && name !== 'schema.graphql',
);
const documents = new Map(names.sort().map((name) => [name, read(name)]));
writeFileSync(
  new URL('operations.generated.ts', folder),
  printOperations(read('schema.graphql'), documents),
);
