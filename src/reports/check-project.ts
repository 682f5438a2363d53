import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { AnyReport } from './report.ts';
import type { CheckFinding } from './report-check.ts';

/** Where the reports of a project are, and their tests. */
const pluginsFolder = 'src/plugins';
const testsFolder = 'tests/plugins';

/** Files that every report folder has. */
const reportFiles = ['report.ts', 'query.ts', 'fixtures.ts', 'README.md'];

/**
 * What is wrong with the folders of reports in a project: files that are missing, folders that hold no installed report,
 * reports without tests. Nothing for a project that has no `src/plugins`.
 */
export async function checkProject(
  project: string,
  reports: readonly AnyReport[],
): Promise<CheckFinding[]> {
  if (!existsSync(join(project, pluginsFolder))) return [];
  const entries = await readdir(join(project, pluginsFolder), { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const strays = entries.filter((entry) => !entry.isDirectory() && entry.name !== 'index.ts');
  const checked = await Promise.all(
    folders.toSorted().map((folder) => checkFolder(project, folder, reports)),
  );
  return [
    ...strays.map(({ name }) =>
      error(name, 'folder', `expected only folders of reports and index.ts in ${pluginsFolder}`),
    ),
    ...checked.flat(),
  ];
}

async function checkFolder(
  project: string,
  folder: string,
  reports: readonly AnyReport[],
): Promise<CheckFinding[]> {
  const path = `${pluginsFolder}/${folder}`;
  const missing = reportFiles.filter((file) => !existsSync(join(project, path, file)));
  const isListed = reports.some(({ name }) => name === folder);
  const isTested = await hasTests(join(project, testsFolder, folder));
  return [
    ...missing.map((file) => error(folder, 'files', `expected ${path}/${file}, but it is missing`)),
    ...(isListed
      ? []
      : [
          error(
            folder,
            'unlisted',
            `expected a report named "${folder}" in ${pluginsFolder}/index.ts, but none is listed there`,
          ),
        ]),
    ...(isTested
      ? []
      : [error(folder, 'tests', `expected a test in ${testsFolder}/${folder}, but there is none`)]),
  ];
}

async function hasTests(folder: string): Promise<boolean> {
  const names = existsSync(folder) ? await readdir(folder) : [];
  return names.some((name) => name.endsWith('.test.ts'));
}

function error(report: string, rule: string, message: string): CheckFinding {
  return { report, severity: 'error', rule, message };
}
