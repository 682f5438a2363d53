/**
 * What `npm run build` makes of the site: the code that renders pages, and the files that a browser loads beside them.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { z } from 'zod';
import { builtFolder } from '../built-folder.ts';
import type { RenderPage, ScriptAddresses, SiteFrame } from './page-content.ts';

/** Where the build puts it. */
export const siteBundleFolder = fileURLToPath(new URL('site-bundle', builtFolder));

const ADDRESS = '/assets/site/';

const manifestSchema = z.record(
  z.string(),
  z.object({
    file: z.string(),
    src: z.string().optional(),
    isEntry: z.boolean().optional(),
    imports: z.array(z.string()).default([]),
    css: z.array(z.string()).default([]),
  }),
);

/** The built site. */
export interface SiteBundle {
  readonly renderPage: RenderPage;
  readonly frame: Omit<SiteFrame, 'publicUrl' | 'sample'>;
  /** Names of the files that a browser may ask for under `/assets/site/`. */
  readonly files: ReadonlySet<string>;
  readonly folder: string;
}

function notBuilt(folder: string, cause: unknown): Error {
  return new Error(
    `[site] start: expected the site's bundle in ${folder}, but it cannot be read. Run npm run build.`,
    { cause },
  );
}

function isRenderPage(value: unknown): value is RenderPage {
  return typeof value === 'function';
}

/** The scripts by the names of their files in `client/`, each with the chunks it imports. */
function readScripts(manifest: z.infer<typeof manifestSchema>): Record<string, ScriptAddresses> {
  const chunksOf = (key: string): string[] => {
    const entry = manifest[key];
    if (entry === undefined) return [];
    return entry.imports.flatMap((one) => [
      `${ADDRESS}${manifest[one]?.file ?? ''}`,
      ...chunksOf(one),
    ]);
  };
  return Object.fromEntries(
    Object.entries(manifest).flatMap(([key, entry]) => {
      const name = /^client\/([a-z-]+)\.tsx?$/.exec(entry.src ?? '')?.[1];
      if (entry.isEntry !== true || name === undefined) return [];
      return [[name, { src: `${ADDRESS}${entry.file}`, preload: chunksOf(key) }]];
    }),
  );
}

/**
 * Reads the bundle. Files are listed here: after a new build the server is started again.
 *
 * @throws Error when it has not been built
 */
export async function openSiteBundle(folder: string = siteBundleFolder): Promise<SiteBundle> {
  try {
    const manifest = manifestSchema.parse(
      JSON.parse(readFileSync(join(folder, 'public', 'manifest.json'), 'utf8')),
    );
    const server: unknown = await import(pathToFileURL(join(folder, 'server.mjs')).href);
    const { renderPage } = z
      .object({ renderPage: z.custom<RenderPage>(isRenderPage) })
      .parse(server);
    const files = new Set(readdirSync(join(folder, 'public')));
    const stylesheet = manifest['client/site.ts']?.css[0] ?? '';
    const mark = [...files].find((name) => /^mark-.*\.svg$/.test(name)) ?? '';
    return {
      renderPage,
      frame: {
        stylesheet: `${ADDRESS}${stylesheet}`,
        mark: `${ADDRESS}${mark}`,
        scripts: readScripts(manifest),
      },
      files,
      folder: join(folder, 'public'),
    };
  } catch (error) {
    throw notBuilt(folder, error);
  }
}
