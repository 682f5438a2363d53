import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** The Redress that runs. */
export interface OwnPackage {
  /** Its version, from its package.json. */
  readonly version: string;
  /** Its folder, absolute. */
  readonly folder: string;
  /** The version of TypeScript that it is built with. */
  readonly typescript: string;
}

const manifest = z.object({
  version: z.string(),
  devDependencies: z.object({ typescript: z.string() }),
});

/** Reads our own package.json. */
export function readOwnPackage(): OwnPackage {
  const folder = new URL('../../', import.meta.url);
  const text = readFileSync(new URL('package.json', folder), 'utf8');
  const { version, devDependencies } = manifest.parse(JSON.parse(text));
  return { version, folder: fileURLToPath(folder), typescript: devDependencies.typescript };
}
