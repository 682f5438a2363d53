import { Agent, request } from 'node:http';
import { endOf, spawnRedress } from './run-redress.ts';

/** An answer, and which process gave it. */
export interface Answer {
  status: number;
  body: string;
  /** By the log. */
  pid: number;
}

/** `redress start` of several processes, with its log. */
export interface StartedProcesses {
  /** What it has printed. */
  stdout(): string;
  /** Lines of its log so far. */
  log(): Record<string, unknown>[];
  url: string;
  /** The first process. */
  pid: number;
  /** Of the process that is `server 1`, or `jobs`, now; undefined before there was one. */
  pidOf(name: string): number | undefined;
  /** Asks on a connection of its own, as administrator where the database had no key before, so that the next process answers. */
  send(path: string, options?: { body?: string; type?: string; accept?: string }): Promise<Answer>;
  /** Asks the graph as administrator. */
  ask(query: string): Promise<Record<string, unknown>>;
  kill(signal: NodeJS.Signals): void;
  ended: ReturnType<typeof endOf>;
}

/** Starts `redress start`, and waits until it says that it is ready. */
export async function startProcesses(
  words: readonly string[],
  folder: string,
  settings: NodeJS.ProcessEnv = {},
): Promise<StartedProcesses> {
  const child = spawnRedress(['start', ...words], folder, {
    PORT: '0',
    LOG_LEVEL: 'info',
    ...settings,
  });
  let [stdout, stderr, asked] = ['', '', 0];
  child.stderr.on('data', (part) => {
    stderr += part;
  });
  const ended = endOf(child);
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (part) => {
      stdout += part;
      if (stdout.includes('Press Ctrl-C')) resolve();
    });
    child.on('exit', () => reject(new Error(`ended early: ${stdout}${stderr}`)));
  });
  const url = /Explorer\s+(http:\/\/[^/]+)/.exec(stdout)?.[1] ?? '';
  const [, first] = /(rk_[\w-]{40})/.exec(stdout) ?? [];
  const key = first === undefined ? {} : { authorization: `Bearer ${first}` };
  const log = () =>
    stderr
      .split('\n')
      .filter((line) => line.startsWith('{') && line.endsWith('}'))
      .map((line): Record<string, unknown> => JSON.parse(line));
  const send: StartedProcesses['send'] = async (path, options = {}) => {
    asked += 1;
    const requestId = `${child.pid}-${asked}`;
    const { status, body } = await sendAlone(new URL(path, url), options, {
      ...key,
      'x-request-id': requestId,
    });
    return { status, body, pid: await pidThatAnswered(log, requestId) };
  };
  return {
    stdout: () => stdout,
    log,
    url,
    pid: child.pid ?? 0,
    pidOf: (name) =>
      log().findLast((line) => line.process === name && line.msg === 'This process is ready')
        ?.pid as number | undefined,
    send,
    ask: async (query) => {
      const { body } = await send('/graphql', { body: JSON.stringify({ query }) });
      const { data, errors } = JSON.parse(body);
      if (errors !== undefined) throw new Error(JSON.stringify(errors));
      return data;
    },
    kill: (signal) => child.kill(signal),
    ended,
  };
}

function sendAlone(
  url: URL,
  {
    body,
    type = 'application/json',
    accept = '*/*',
  }: Parameters<StartedProcesses['send']>[1] & object,
  headers: Record<string, string>,
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        agent: new Agent({ keepAlive: false }),
        method: body === undefined ? 'GET' : 'POST',
        headers: { ...headers, accept, ...(body === undefined ? {} : { 'content-type': type }) },
      },
      (response) => {
        let text = '';
        response.on('data', (part) => {
          text += part;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
        response.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** The log has it a moment after the answer; at a level without requests, it never does. */
async function pidThatAnswered(log: StartedProcesses['log'], requestId: string): Promise<number> {
  for (let turn = 0; turn < 200; turn += 1) {
    const pid = log().find((line) => line.requestId === requestId)?.pid;
    if (typeof pid === 'number') return pid;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return 0;
}

/** Whether a process is there. */
export function isRunning(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
}
