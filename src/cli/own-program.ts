import { fileURLToPath } from 'node:url';

/**
 * The file of `redress` itself, which each process of a server runs. The same whether this runs from source, from `dist`, or as a
 * part of the bundled program, all of which are two folders below the package's own.
 */
export const ownProgram = fileURLToPath(
  new URL(
    import.meta.filename.endsWith('.ts') ? '../../src/cli/redress.ts' : '../../dist/cli/redress.js',
    import.meta.url,
  ),
);
