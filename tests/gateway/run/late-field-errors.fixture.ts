import { buildSchema, execute, parse } from 'graphql';
import { logLateFieldErrors } from '../../../src/gateway/run/late-field-errors.ts';

// Run as a process of its own, with what is to happen: "late" or "other", and "bare" to have no watcher.
const [what, bare] = process.argv.slice(2);
const log = (_details: object, message: string) => console.log(message);
if (bare !== 'bare') logLateFieldErrors({ error: log, warn: log, info: log });

const later = async () => {
  await Promise.resolve();
  throw new Error('later');
};

if (what === 'other') void later();
const schema = buildSchema('type Query { items: [Item!] } type Item { a: Int! }');
const rootValue = { items: () => [{ a: later }, null] };
const { data } = await execute({ schema, document: parse('{ items { a } }'), rootValue });
setImmediate(() => console.log(`alive with ${JSON.stringify(data)}`));
