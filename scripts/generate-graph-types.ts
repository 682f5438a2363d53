/**
 * Writes the types behind `graphql()` of redress/reports: every type, field and argument of the
 * public graph as TypeScript types, in the shape gql.tada reads.
 *
 * Use: npm run generate [-- SDL_FILE]. Without a file the supergraph is composed from src/schema.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSchema } from 'graphql';
import { printGraphTypes } from './print-graph-types.ts';

const target = fileURLToPath(new URL('../src/reports/graph-types.generated.ts', import.meta.url));
const [sdlFile] = process.argv.slice(2);
if (sdlFile === undefined) {
  console.error('[generate] expected the path of a public schema (SDL), but got none.');
  process.exit(1);
}
const schema = buildSchema(readFileSync(sdlFile, 'utf8'), { assumeValidSDL: true });
writeFileSync(target, printGraphTypes(schema));
console.log(`[generate] wrote ${target}`);
