/**
 * Bundles what `tsc` made in `dist`, with the packages that a start needs, into the few files of `dist/program`: most of a start was
 * finding and reading 2,800 modules. The program and what authors of reports import, `redress/reports`, are made in one go, for both
 * must share their modules. It is bundled again only when something it is made from changed. `npm run build` runs this after
 * `tsc`, and the tests before they begin.
 */
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const project = fileURLToPath(new URL('..', import.meta.url));
const dist = join(project, 'dist');
const target = join(dist, 'program');

/** Files of `dist/program` that are loaded from outside, by name. */
const entries = {
  'run-program': join(dist, 'cli/run-program.js'),
  reports: join(dist, 'reports/index.js'),
  'reports-testing': join(dist, 'reports/testing.js'),
  'preview-worker': join(dist, 'reports/studio/preview-worker.js'),
  'letters.thread': join(dist, 'composition/letters.thread.js'),
};

/**
 * Packages that stay as they are: programs for this machine, and what is loaded late and brings files of its own or shares a package
 * (pg-boss shares pg).
 */
const separate = [
  '@graphql-hive/router-query-planner',
  'mjml',
  'pg',
  'pg-boss',
  'reflect-metadata',
  'sqlite3',
  'undici',
];

/** Wanted by a package only in case somebody uses it, which we do not. */
const neverUsed = new Set(['class-validator']);

/** What CommonJS modules have and a bundle has not. Apollo's hashes are made in JavaScript where there is no `module.require`. */
const commonJs = {
  __dirname: 'import.meta.dirname',
  __filename: 'import.meta.filename',
  'module.require': 'require',
};

/** SHA-256 over every input: what `tsc` made, the locked packages and this script. Hexadecimal. */
function hashInputs(): string {
  const hash = createHash('sha256');
  const ours = globSync('**/*.js', { cwd: dist, exclude: ['program*/**', 'web/*/**/assets/**'] })
    .filter((name) => !/^(program|web\/(explorer|studio|site-bundle))\b/.test(name))
    .toSorted()
    .map((name) => join(dist, name));
  for (const file of [...ours, join(project, 'package-lock.json'), fileURLToPath(import.meta.url)])
    hash.update(`${file.slice(project.length)}\0`).update(readFileSync(file));
  return hash.digest('hex');
}

/** The folder of the package that a file belongs to; null for a file of ours. */
function packageOf(file: string): string | null {
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? null;
}

/** The licences of all packages in the bundle, which must go wherever their code goes. */
function collectLicences(files: readonly string[]): string {
  const folders = new Set(files.map(packageOf).filter((folder) => folder !== null));
  const texts = [...folders].toSorted().map((folder) => {
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const { name, version, license, author, homepage } = manifest;
    const [file] = globSync('{LICENSE,LICENCE,License,license}*', { cwd: folder });
    const text =
      file === undefined
        ? `Brings no text of its licence. ${author?.name ?? author ?? ''} ${homepage ?? ''}`.trim()
        : readFileSync(join(folder, file), 'utf8').trim();
    return `## ${name} ${version} (${license})\n\n${text}\n`;
  });
  return `# Licences of packages in this folder\n\n${texts.join('\n')}`;
}

/** Composes the supergraph, so that a start need not. */
async function keepSupergraph(folder: string): Promise<void> {
  const { keepRedressSupergraph } = await import('../src/composition/our-supergraph.ts');
  keepRedressSupergraph(pathToFileURL(join(folder, 'supergraph.graphql')));
}

async function bundle(folder: string): Promise<void> {
  const { rolldown } = await import('rolldown'); // late: a start without changes need not pay for it
  const build = await rolldown({
    input: entries,
    platform: 'node',
    external: [/^node:/, ...separate.map((name) => new RegExp(`^${name}(/|$)`)), ...neverUsed],
    transform: { define: commonJs },
    preserveEntrySignatures: 'allow-extension',
    onLog(level, { code, message }) {
      if (code === 'EVAL' || code === 'CIRCULAR_DEPENDENCY') return;
      if (level === 'warn') throw new Error(`scripts/build-program.ts: ${message}`);
    },
  });
  const { output } = await build.write({
    dir: folder,
    format: 'esm',
    comments: false,
    // Lines stay as they are, for stack traces. What is ASCII alone is read and kept in half the space.
    minify: {
      compress: false,
      mangle: false,
      codegen: { removeWhitespace: false, asciiOnly: true },
    },
    // What commands share of ours in one file, or there would be one for each set of commands that shares something. Left out is what
    // only some of them load, when they need it: drivers, and what is started.
    codeSplitting: {
      groups: [
        {
          name: 'shared',
          test: /\/dist\/(cli|composition|config|database|resolvers|runs)\/(?!.*(assemble-redress|start-|driver|postgres|command))/,
          minShareCount: 2,
        },
      ],
      includeDependenciesRecursively: false,
    },
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
  });
  await build.close();
  const files = output.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
  writeFileSync(join(folder, 'licences.md'), collectLicences(files));
}

/** Bundles beside the target and swaps at the end: what fails or runs twice leaves a whole program. */
async function buildProgram(stamp: string): Promise<void> {
  const workshop = `${target}.${process.pid}`;
  try {
    await bundle(workshop);
    await keepSupergraph(workshop);
    writeFileSync(join(workshop, 'inputs.sha256'), stamp);
    rmSync(target, { recursive: true, force: true });
    renameSync(workshop, target);
  } catch (error) {
    if (readStamp() !== stamp) throw error; // else another build of the same inputs was faster
  } finally {
    rmSync(workshop, { recursive: true, force: true });
  }
}

/** The stamp of the program that is there, or null when there is none. */
function readStamp(): string | null {
  const file = join(target, 'inputs.sha256');
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

const stamp = hashInputs();
if (readStamp() !== stamp) {
  const start = performance.now();
  await buildProgram(stamp);
  console.log(`program bundled in ${((performance.now() - start) / 1000).toFixed(1)} s`);
}
