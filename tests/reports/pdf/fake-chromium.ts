import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A program in the place of Chromium that does what a test says, and keeps a record of its runs. */
export async function makeFakeChromium(script: string): Promise<{
  readonly path: string;
  /** What each run was started with, in no order. */
  runs(): Promise<string[]>;
  /** Writes a file that a script can wait for. */
  release(): Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), 'fake-chromium-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'chromium');
  await writeFile(
    path,
    `#!/bin/sh
echo "$$ $*" > "${folder}/$$.run"
here="${folder}"
for argument in "$@"; do
  case "$argument" in --print-to-pdf=*) out="\${argument#--print-to-pdf=}" ;; file:*) page="\${argument#file://}" ;; esac
done
${script}
`,
  );
  await chmod(path, 0o755);
  return {
    path,
    runs: async () => {
      const names = (await readdir(folder)).filter((name) => name.endsWith('.run'));
      return Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
    },
    release: () => writeFile(join(folder, 'released'), ''),
  };
}

/** A line of a script: prints the page as it is, with the beginning of a PDF before it. */
export const printPage = `{ printf '%s\\n' "%PDF-1.4 /CreationDate (D:20261125031632+00'00')"; cat "$page"; } > "$out"`;

/** A line of a script: waits until the test releases it. */
export const waitForRelease = 'while [ ! -e "$here/released" ]; do sleep 0.02; done';
