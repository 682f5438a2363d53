import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { GatewayConfigurationError } from '../gateway-configuration.error.ts';

const manifestSchema = z.union([
  z
    .object({
      format: z.literal('apollo-persisted-query-manifest'),
      version: z.literal(1),
      operations: z.array(z.object({ id: z.string().min(1), body: z.string().min(1) })),
    })
    .transform(({ operations }) => new Map(operations.map(({ id, body }) => [id, body]))),
  z
    .record(z.string().min(1), z.string().min(1))
    .transform((texts) => new Map(Object.entries(texts))),
]);

/**
 * The operations of a manifest file, text by identifier. Apollo's form (`generate-persisted-query-manifest`) and
 * Relay's (an object from identifier to text) are read.
 *
 * @throws GatewayConfigurationError when the file cannot be read or has another form.
 */
export function readOperationManifest(path: string): ReadonlyMap<string, string> {
  const fail = (what: string, cause: unknown) =>
    new GatewayConfigurationError(
      `[gateway] manifest "${path}": operations by identifier were expected, but ${what}. ` +
        'Make it with generate-persisted-query-manifest, or write {"identifier": "query …"}.',
      { cause },
    );
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw fail('the file cannot be read', cause);
  }
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw fail('the file has another form', cause);
  }
}
