/**
 * Fails when the public schema breaks clients of the last release, or deprecates something without
 * a reason and a date. `npm run check` runs it.
 *
 * Use: npm run check:schema. At a release, `npm run check:schema -- --renew` makes today's schema
 * the one to compare with.
 */
import 'reflect-metadata';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSchema, parse, printSchema } from 'graphql';
import { composeRedress } from '../src/composition/our-supergraph.ts';
import { buildPublicSchema } from '../src/gateway/supergraph/public-schema.ts';
import { findSchemaFindings } from './schema-changes.ts';

const file = fileURLToPath(new URL('../schema/last-release.graphql', import.meta.url));
const current = buildPublicSchema(parse(composeRedress()));

if (process.argv.includes('--renew')) {
  writeFileSync(file, `${printSchema(current)}\n`);
  process.stdout.write('[schema] wrote schema/last-release.graphql\n');
} else {
  const { errors, warnings } = findSchemaFindings(buildSchema(readFileSync(file, 'utf8')), current);
  for (const line of warnings) process.stderr.write(`[schema] warning: ${line}\n`);
  for (const line of errors) process.stderr.write(`[schema] error: ${line}\n`);
  if (errors.length === 0) {
    process.stdout.write(
      `[schema] nothing breaks clients of the last release (warnings: ${warnings.length})\n`,
    );
  } else {
    process.stderr.write(
      `[schema] schema/last-release.graphql: the public schema must serve clients of the last release, but got errors: ${errors.length}. Keep what was released, deprecated with a reason and a date.\n`,
    );
    process.exitCode = 1;
  }
}
