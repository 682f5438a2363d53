import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PdfError } from './pdf-error.ts';

/** How one page is printed. */
export interface ChromiumRun {
  readonly chromium: string;
  readonly html: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** What the page may load: nothing that is not in it, from the network or from this machine's files. */
const policy =
  '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'; img-src data:">';

const flags = [
  '--headless',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-extensions',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--no-default-browser-check',
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--no-pdf-header-footer',
  '--export-tagged-pdf',
  '--generate-pdf-document-outline',
];

/**
 * A page as Chromium prints it, in a process of its own with a new profile, without network. Rejects with a `PdfError`
 * `PDF_FAILED` when it ends without a PDF, takes too long or is aborted; whatever happens, neither processes nor files
 * stay behind.
 */
export async function runChromium({ html, ...run }: ChromiumRun): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'redress-pdf-'));
  try {
    const page = join(folder, 'letter.html');
    const pdf = join(folder, 'letter.pdf');
    await writeFile(
      page,
      html.replace(/<head[^>]*>/i, (head) => `${head}${policy}`),
    );
    const said = await endOf(run, folder, [
      `--user-data-dir=${join(folder, 'profile')}`,
      `--print-to-pdf=${pdf}`,
      pathToFileURL(page).href,
    ]);
    const bytes = await readFile(pdf).catch(() => Buffer.alloc(0));
    if (bytes.subarray(0, 5).toString('latin1') !== '%PDF-') {
      throw failed('it wrote no PDF', said);
    }
    return bytes;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

/** Runs Chromium to its end; what it said. */
function endOf(
  { chromium, timeoutMs, signal }: Omit<ChromiumRun, 'html'>,
  folder: string,
  args: readonly string[],
): Promise<string> {
  return new Promise((resolve, reject) => {
    // Chromium refuses its sandbox to root.
    const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const child = spawn(chromium, [...flags, ...sandbox, ...args], {
      // A group of its own, so that all its processes can be ended together.
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
      // Nothing else of our environment: there are secrets in it.
      env: { HOME: folder, TMPDIR: folder, PATH: process.env.PATH, LANG: 'C.UTF-8' },
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4000);
    });
    let why: string | undefined;
    const end = (reason: string) => {
      why ??= reason;
      endGroup(child.pid);
    };
    const timer = setTimeout(() => end(`it took longer than ${timeoutMs} ms`), timeoutMs);
    const abort = () => end('the server is closing');
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    const settle = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      endGroup(child.pid);
    };
    child.once('error', (cause) => {
      settle();
      reject(failed(`${chromium} could not be run`, said, cause));
    });
    child.once('close', (code, ending) => {
      settle();
      if (why === undefined && code === 0) return resolve(said);
      reject(failed(why ?? `it ended with ${ending ?? `exit code ${code}`}`, said));
    });
  });
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

function failed(reason: string, said: string, cause?: unknown): PdfError {
  const last = said.trim().split('\n').slice(-5).join(' | ');
  return new PdfError(
    'PDF_FAILED',
    `Expected Chromium to print the letter, but ${reason}.${last === '' ? '' : ` It said: ${last}`}`,
    cause,
  );
}
