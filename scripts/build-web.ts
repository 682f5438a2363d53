/**
 * Builds what a browser loads, into `dist/web`: the bundles of explorer and studio, and the site's stylesheet and mark.
 * A bundle is made again only when something it is made from changed. `npm run build` runs this after `tsc`.
 */
import { createHash } from 'node:crypto';
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

const project = fileURLToPath(new URL('..', import.meta.url));
/** A bundle by its name, which its folders have too. */
interface WebBundle {
  readonly name: string;
  readonly source: string;
  readonly target: string;
}

/** SHA-256 over every input of a bundle: our files, the locked packages and this script. Hexadecimal. */
function hashInputs({ source }: WebBundle): string {
  const hash = createHash('sha256');
  const ours = readdirSync(source, { recursive: true, withFileTypes: true });
  const files = [
    ...ours
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted(),
    join(project, 'package-lock.json'),
    fileURLToPath(import.meta.url),
  ];
  for (const file of files)
    hash.update(`${file.slice(project.length)}\0`).update(readFileSync(file));
  return hash.digest('hex');
}

/** The stamp of the bundle that is there, or null when there is none. */
function readStamp({ target }: WebBundle): string | null {
  try {
    return readFileSync(join(target, 'inputs.sha256'), 'utf8');
  } catch {
    return null;
  }
}

/** Puts a Brotli copy beside each file that shrinks, so that serving costs no processor time. */
function compress(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (name.endsWith('.html')) continue;
    const bytes = readFileSync(join(folder, name));
    const packed = brotliCompressSync(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 9,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    });
    if (packed.length < bytes.length * 0.9) writeFileSync(join(folder, `${name}.br`), packed);
  }
}

/** The bundle's files in `folder`, with a licence of every package in it. */
async function bundle({ name, source }: WebBundle, folder: string): Promise<void> {
  const { build } = await import('vite'); // late: it costs half a second that a start without changes need not pay
  await build({
    configFile: false,
    root: source,
    base: `/assets/${name}/`,
    logLevel: 'warn',
    worker: { format: 'es' },
    build: {
      outDir: folder,
      emptyOutDir: true,
      assetsDir: '.',
      target: 'es2022',
      chunkSizeWarningLimit: 4000,
      license: { fileName: 'licences.md' },
      // React's "use client" marks mean nothing in a bundle that only ever runs in a browser.
      rolldownOptions: { checks: { moduleLevelDirective: false } },
    },
  });
}

/** Builds beside the target and swaps at the end: a build that fails or runs twice leaves a whole bundle. */
async function buildBundle(web: WebBundle, stamp: string): Promise<void> {
  const { target } = web;
  const workshop = `${target}.${process.pid}`;
  try {
    await bundle(web, workshop);
    compress(workshop);
    writeFileSync(join(workshop, 'inputs.sha256'), stamp);
    rmSync(target, { recursive: true, force: true });
    renameSync(workshop, target);
  } catch (error) {
    if (readStamp(web) !== stamp) throw error; // else another build of the same inputs was faster
  } finally {
    rmSync(workshop, { recursive: true, force: true });
  }
}

for (const name of ['explorer', 'studio']) {
  const web = {
    name,
    source: join(project, 'src/web', name),
    target: join(project, 'dist/web', name),
  };
  const stamp = hashInputs(web);
  if (readStamp(web) === stamp) continue;
  const start = performance.now();
  await buildBundle(web, stamp);
  console.log(`${name} built in ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

mkdirSync(join(project, 'dist/web/site'), { recursive: true });
for (const name of readdirSync(join(project, 'src/web/site'))) {
  if (/\.(css|svg)$/.test(name))
    cpSync(join(project, 'src/web/site', name), join(project, 'dist/web/site', name));
}
