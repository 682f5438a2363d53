import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The built `redress`. Says why a bench is left out and gives none where there is none. */
export function findBuiltProgram(): string | undefined {
  const program = fileURLToPath(new URL('../../dist/cli/redress.js', import.meta.url));
  if (existsSync(program)) return program;
  process.stdout.write('  Left out: the program is not built; "npm run build" builds it.\n');
  return undefined;
}
