/**
 * Builds what a browser loads, into `dist/web`: the bundles of explorer, studio and site. The site's has the code that
 * renders its pages on the server, too. A bundle is made again only when something it is made from changed. `npm run build`
 * runs this after `tsc`, and the tests before they begin.
 */
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const project = fileURLToPath(new URL('..', import.meta.url));
// What is built is what ships, whoever builds it: Vite takes a test's `NODE_ENV` for a wish.
process.env.NODE_ENV = 'production';

/** A bundle: where it is made from, where it goes, and how it is made. */
interface WebBundle {
  readonly name: string;
  readonly source: string;
  /** What else it is made from. */
  readonly also: readonly string[];
  readonly target: string;
  readonly make: (web: WebBundle, folder: string) => Promise<void>;
}

/** SHA-256 over every input of a bundle: our files, the locked packages and this script. Hexadecimal. */
function hashInputs({ source, also }: WebBundle): string {
  const hash = createHash('sha256');
  const ours = readdirSync(source, { recursive: true, withFileTypes: true });
  const files = [
    ...ours
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted(),
    ...also,
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

/** Puts a Brotli and a gzip copy beside each file that shrinks, so that serving costs no processor time. */
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
    if (packed.length >= bytes.length * 0.9) continue;
    writeFileSync(join(folder, `${name}.br`), packed);
    writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }));
  }
}

/** The bundle's files in `folder`, with a licence of every package in it. */
async function makeApplication({ name, source }: WebBundle, folder: string): Promise<void> {
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
  compress(folder);
}

/** govuk-frontend has one media query for Internet Explorer, which is no CSS. It is left out. */
const withoutExplorerHack = {
  postcssPlugin: 'without-explorer-hack',
  AtRule: {
    media: (rule: { readonly params: string; remove(): unknown }) => {
      if (/min-width: 0[^\d.a-z)]/.test(rule.params)) rule.remove();
    },
  },
};

/**
 * The site: `server.mjs` with React and all pages, and in `public` what browsers load: a script for each file of
 * `client/`, with Preact in React's place, and the stylesheet.
 */
async function makeSite({ source }: WebBundle, folder: string): Promise<void> {
  const { build } = await import('vite');
  const names = readdirSync(join(source, 'client'));
  const both = { configFile: false, root: source, logLevel: 'warn', publicDir: false } as const;
  await build({
    ...both,
    base: '/assets/site/',
    css: {
      preprocessorOptions: { scss: { loadPaths: [join(project, 'node_modules')] } },
      postcss: { plugins: [withoutExplorerHack] },
    },
    resolve: {
      alias: [
        { find: /^react-dom\/client$/, replacement: 'preact/compat/client' },
        { find: /^react(-dom)?$/, replacement: 'preact/compat' },
        { find: 'react/jsx-runtime', replacement: 'preact/jsx-runtime' },
      ],
    },
    build: {
      outDir: join(folder, 'public'),
      emptyOutDir: true,
      assetsDir: '.',
      assetsInlineLimit: 0,
      target: 'es2022',
      modulePreload: { polyfill: false },
      manifest: 'manifest.json',
      license: { fileName: 'licences.md' },
      rolldownOptions: {
        checks: { pluginTimings: false }, // compiling Sass is most of it, and meant to be
        input: Object.fromEntries(
          names.map((name) => [name.replace(/\.tsx?$/, ''), join(source, 'client', name)]),
        ),
      },
    },
  });
  await build({
    ...both,
    define: { 'process.env.NODE_ENV': '"production"' }, // a server bundle would ask again when it runs
    ssr: { noExternal: true },
    build: {
      ssr: join(source, 'server.tsx'),
      outDir: folder,
      emptyOutDir: false,
      target: 'node22',
      minify: true,
      license: { fileName: 'server-licences.md' },
      rolldownOptions: { output: { entryFileNames: 'server.mjs' } },
    },
  });
  const mark = join(source, 'mark.svg');
  const version = createHash('sha256').update(readFileSync(mark)).digest('hex').slice(0, 8);
  copyFileSync(mark, join(folder, 'public', `mark-${version}.svg`));
  compress(join(folder, 'public'));
}

/** Builds beside the target and swaps at the end: a build that fails or runs twice leaves a whole bundle. */
async function buildBundle(web: WebBundle, stamp: string): Promise<void> {
  const { target } = web;
  const workshop = `${target}.${process.pid}`;
  try {
    await web.make(web, workshop);
    writeFileSync(join(workshop, 'inputs.sha256'), stamp);
    rmSync(target, { recursive: true, force: true });
    renameSync(workshop, target);
  } catch (error) {
    if (readStamp(web) !== stamp) throw error; // else another build of the same inputs was faster
  } finally {
    rmSync(workshop, { recursive: true, force: true });
  }
}

const bundles: readonly WebBundle[] = [
  ...['explorer', 'studio'].map((name) => ({
    name,
    source: join(project, 'src/web', name),
    also: [],
    target: join(project, 'dist/web', name),
    make: makeApplication,
  })),
  {
    name: 'site',
    source: join(project, 'src/web/site'),
    // The words of cases, which letters and pages have in common.
    also: [join(project, 'src/reports/casework-words.ts')],
    // Beside what tsc makes of the same folder.
    target: join(project, 'dist/web/site-bundle'),
    make: makeSite,
  },
];

const only = process.argv.slice(2);
for (const web of bundles) {
  const stamp = hashInputs(web);
  if (readStamp(web) === stamp || (only.length > 0 && !only.includes(web.name))) continue;
  const start = performance.now();
  await buildBundle(web, stamp);
  console.log(`${web.name} built in ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

// The studio's page names the mark without a version, and is served where there is no site, too.
mkdirSync(join(project, 'dist/web/site'), { recursive: true });
copyFileSync(join(project, 'src/web/site/mark.svg'), join(project, 'dist/web/site/mark.svg'));
