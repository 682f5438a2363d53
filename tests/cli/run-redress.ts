import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** How a command ended. */
export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

const entry = fileURLToPath(new URL('../../src/cli/redress.ts', import.meta.url));
const tsx = import.meta.resolve('tsx');
const tsconfig = fileURLToPath(new URL('../../tsconfig.json', import.meta.url));

/** Starts `redress …` from source in a folder of the caller's, with no settings but those given. */
export function spawnRedress(
  words: readonly string[],
  folder: string,
  settings: NodeJS.ProcessEnv = {},
) {
  return spawn(process.execPath, ['--import', tsx, entry, ...words], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      TSX_TSCONFIG_PATH: tsconfig,
      LOG_LEVEL: 'silent',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs `redress …` to its end. */
export function runRedress(
  words: readonly string[],
  folder: string,
  settings: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  const child = spawnRedress(words, folder, settings);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (part) => {
    stdout += part;
  });
  child.stderr.on('data', (part) => {
    stderr += part;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}
