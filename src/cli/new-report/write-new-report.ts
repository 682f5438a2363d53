import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CommandError } from '../command.error.ts';
import type { OwnPackage } from '../read-own-package.ts';
import { writePackageFiles } from './package-files.ts';
import { addToList, writeProjectFiles } from './project-files.ts';
import { type NewFile, nameReport } from './report-files.ts';

/** What a new report is to be. */
export interface NewReportOptions {
  /** kebab-case. */
  name: string;
  /** Names that are taken. */
  taken: readonly string[];
  /** Whether it becomes a package of its own. Default: only where the folder has no `src/plugins`. */
  package: boolean;
  /** What the package depends on. */
  redress: OwnPackage;
  /** Where the command ran. */
  folder: string;
}

const kebabCase = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const listPath = 'src/plugins/index.ts';

/**
 * Writes a working report with fixtures and a test, into the project or into a package of its own. Gives the paths
 * written. Nothing is overwritten: where a file is there already, nothing at all is written.
 *
 * @throws CommandError for a name that is taken or no name, or a file that is there already.
 */
export async function writeNewReport(options: NewReportOptions): Promise<string[]> {
  const { name, taken, folder, redress } = options;
  if (!kebabCase.test(name)) {
    throw new CommandError(
      'REPORT_NAME_INVALID',
      `[report] new: expected a kebab-case name such as "my-report", but got ${JSON.stringify(name)}.`,
    );
  }
  if (taken.includes(name)) {
    throw new CommandError(
      'REPORT_NAME_INVALID',
      `[report] new: expected a name of its own, but a report named "${name}" is installed. Choose another.`,
    );
  }
  const isProject = !options.package && existsSync(join(folder, listPath));
  const names = nameReport(name, isProject ? '../../reports/index.ts' : 'redress/reports');
  const files = isProject
    ? writeProjectFiles(names)
    : writePackageFiles(names, redress, join(folder, name));
  await writeAll(files, folder);
  if (isProject) {
    const list = join(folder, listPath);
    await writeFile(list, addToList(await readFile(list, 'utf8'), names));
  }
  return [...files.map(({ path }) => path), ...(isProject ? [`${listPath} (changed)`] : [])];
}

async function writeAll(files: readonly NewFile[], folder: string): Promise<void> {
  const present = files.filter(({ path }) => existsSync(join(folder, path)));
  if (present.length > 0) {
    throw new CommandError(
      'FILE_EXISTS',
      `[report] new: expected no file to be in the way, but found ${present.map(({ path }) => path).join(', ')}. Move it, or choose another name.`,
    );
  }
  for (const { path, text } of files) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text, { flag: 'wx' });
  }
}
