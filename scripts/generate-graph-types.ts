/**
 * Writes the types behind `graphql()` of redress/reports: every type, field and argument of the
 * public graph as TypeScript types, in the shape gql.tada reads. And the schema file of the example frontend.
 *
 * Use: npm run generate. A test fails when the file that is committed is not the one this writes.
 */
import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'graphql';
import { composeRedress, printRedressSchema } from '../src/composition/our-supergraph.ts';
import { buildPublicSchema } from '../src/gateway/supergraph/public-schema.ts';
import { printGraphTypes } from './print-graph-types.ts';

const target = fileURLToPath(new URL('../src/reports/graph-types.generated.ts', import.meta.url));
writeFileSync(target, printGraphTypes(buildPublicSchema(parse(composeRedress()))));
process.stdout.write('[generate] wrote src/reports/graph-types.generated.ts\n');

const example = fileURLToPath(new URL('../examples/frontend/schema.graphql', import.meta.url));
writeFileSync(example, `${printRedressSchema().trimEnd()}\n`);
process.stdout.write('[generate] wrote examples/frontend/schema.graphql\n');
