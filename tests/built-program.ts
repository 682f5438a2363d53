import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';

const compiler = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));
const bundler = fileURLToPath(new URL('../scripts/build-program.ts', import.meta.url));
const configuration = fileURLToPath(new URL('../tsconfig.build.json', import.meta.url));

/**
 * Compiles the program into `dist` and bundles it for the tests that start `redress …`, as a user does: started from
 * source, it would be compiled again at each of a hundred starts. Only what changed since the last time is compiled.
 */
export default async function setup(project: TestProject): Promise<void> {
  await build();
  project.onTestsRerun(build);
}

async function build(): Promise<void> {
  await compile();
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', bundler]);
  if (stdout !== '') process.stdout.write(stdout);
}

/** Mistakes in types are for `npm run check` to find; the compiler writes the program all the same. */
function compile(): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [compiler, '-p', configuration], (error, stdout) => {
      if (error === null) return resolve();
      if (typeof error.code !== 'number') return reject(error);
      console.warn(`tests/built-program.ts: the program has mistakes in types.\n${stdout}`);
      resolve();
    });
  });
}
