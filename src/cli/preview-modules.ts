import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CommandError } from './command.error.ts';

/** What a preview shows and watches. */
export interface PreviewModules {
  /** Addresses of modules that export an array of reports. */
  readonly modules: readonly string[];
  /** Folders whose source files are watched. */
  readonly watched: readonly string[];
  /** The thread's file of the project's own engine. Null for ours. */
  readonly worker: string | null;
}

/**
 * Finds what `redress report preview` shows: the packages that are named, else the reports of the project in `folder`, else
 * those of the package there.
 *
 * @throws CommandError for a package that cannot be found.
 */
export function findPreviewModules(packages: readonly string[], folder: string): PreviewModules {
  const project = join(folder, 'src/plugins/index.ts');
  if (packages.length === 0 && existsSync(project)) {
    const worker = join(folder, 'src/reports/studio/preview-worker.ts');
    const hasEngine = existsSync(worker);
    return {
      modules: [pathToFileURL(project).href],
      watched: [join(folder, 'src/plugins'), ...(hasEngine ? [join(folder, 'src/reports')] : [])],
      worker: hasEngine ? worker : null,
    };
  }
  const files = (packages.length === 0 ? ['./src/index.ts'] : packages).map((name) =>
    findFile(name, folder),
  );
  return {
    modules: files.map((file) => pathToFileURL(file).href),
    watched: [...new Set(files.map(dirname))],
    worker: null,
  };
}

/** A package or path; for the folder of a package in source form, its source. */
function findFile(name: string, folder: string): string {
  const isPath = name.startsWith('.') || isAbsolute(name) || name.includes('\\');
  const source = join(resolve(folder, name), 'src/index.ts');
  if (isPath && existsSync(source)) return source;
  try {
    const require = createRequire(join(folder, 'package.json'));
    return require.resolve(isPath ? resolve(folder, name) : name);
  } catch {
    throw new CommandError(
      'FILE_NOT_FOUND',
      `[preview] ${name}: expected a package of reports, its folder or its file, but found none from ${folder}. Name one, or run this in a project with src/plugins.`,
    );
  }
}
