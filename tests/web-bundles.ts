import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const build = fileURLToPath(new URL('../scripts/build-web.ts', import.meta.url));

/** Builds what browsers load where it is older than its source, so that tests see the pages as they are written now. */
export default async function setup(): Promise<void> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', build]);
  if (stdout !== '') process.stdout.write(stdout);
}
