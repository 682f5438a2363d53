import cluster, { type Worker } from 'node:cluster';
import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { createLogger } from '../config/create-logger.ts';
import { addressOf } from '../config/listen-on.ts';
import type { Settings } from '../config/settings.ts';
import { closeDatabases, type Databases } from '../database/databases.ts';
import { openDatabases } from '../database/open-databases.ts';
import type { GatewayLogger } from '../gateway/gateway-logger.ts';
import { RateLimiter } from '../gateway/limits/rate-limiter.ts';
import { Exchange } from '../processes/exchange.ts';
import { endHandedOver } from '../processes/handed-over.ts';
import { type Child, KeptProcess } from '../processes/kept-process.ts';
import { Line } from '../processes/line.ts';
import { createNeighbours, type Neighbours } from '../processes/neighbours.ts';
import { ProcessStartError } from '../processes/process-start.error.ts';
import { assembleRedress, createProbeWatch } from './assemble-redress.ts';
import { createTelemetry } from './create-telemetry.ts';
import { createLetterThread } from './letter-thread.ts';
import { loadReports } from './load-reports.ts';
import {
  prepareDatabases,
  type RunningServer,
  type StartOptions,
  startServerBeside,
  traceStatements,
} from './start-server.ts';
import { startWorker } from './start-worker.ts';

/** Variable of the environment that says what a child is there for. */
const nameVariable = 'REDRESS_PROCESS';
/** The one that does what a worker does. */
const jobs = 'jobs';

/** What `startProcesses` is told besides the settings. */
export interface StartProcessesOptions extends StartOptions {
  /** The program that each process runs: what it has to do there is `runProcess` with the name that `readProcessName` gives. */
  readonly program: string;
  readonly words: readonly string[];
}

/**
 * Does what is done once (tables, sample data), then has as many processes as the settings say answer on one port, and one
 * more do the work of a worker where the settings do not leave that to others. Whichever ends is replaced.
 *
 * @throws ListenError and the like, as `startServer` does: what a process could not start for.
 */
export async function startProcesses(
  settings: Settings,
  options: StartProcessesOptions,
): Promise<Pick<RunningServer, 'url' | 'database' | 'close'>> {
  const logger = createLogger(settings);
  warnOfManyWorkers(settings.workers, logger);
  const databases = await prepareDatabases(settings, options);
  const { metrics } = createTelemetry({ traces: undefined }, logger, 'first');
  const { rateLimit } = settings.protection;
  const exchange = new Exchange({
    probes: createProbeWatch(logger, metrics),
    rateLimiter: rateLimit && new RateLimiter(rateLimit),
    writeMetrics: () => metrics.write(),
  });
  cluster.setupPrimary({ exec: options.program, args: [...options.words] });
  const kept: KeptProcess[] = [];
  const keep = (name: string, port: number) => {
    const one = new KeptProcess({
      name,
      // The next in its place has its name and, as it asks for the same port, shares what the others listen on; also with 0.
      fork: () => asChild(cluster.fork({ [nameVariable]: name, PORT: String(port) })),
      onFork: (line, end) => exchange.connect(line, end),
      onEnd: (line) => exchange.disconnect(line),
      logger,
    });
    kept.push(one);
    return one.ready;
  };
  const close = async () => {
    await Promise.all(kept.map((one) => one.stop()));
    await closeDatabases(databases);
  };
  try {
    const servers = Array.from({ length: settings.workers }, (_, at) =>
      keep(`server ${at + 1}`, settings.port),
    );
    const [url] = (await Promise.all(servers)).map((about) => z.url().parse(about));
    if (url === undefined) throw new Error('At least one process listens.');
    // Links in letters lead to where the servers listen.
    if (settings.worker.embedded) await keep(jobs, Number(new URL(url).port));
    return { url, database: databases.house, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function warnOfManyWorkers(workers: number, logger: GatewayLogger): void {
  const cores = availableParallelism();
  if (workers <= cores) return;
  logger.warn(
    { code: 'MORE_WORKERS_THAN_CORES', workers, cores },
    `[start] --workers: expected at most ${cores}, as many as this machine has cores, but got ${workers}. They start, and share the cores; fewer take less memory.`,
  );
}

function asChild(worker: Worker): Child {
  endHandedOver(worker.process);
  return {
    pid: worker.process.pid,
    // One that has just ended is told of by its end, not by this.
    send: (message) => void worker.send(message, undefined, undefined, () => {}),
    listen: (onMessage) => void worker.on('message', onMessage),
    kill: (signal) => void worker.process.kill(signal),
    onExit: (told) => void worker.on('exit', told),
  };
}

/** What this process is there for where another one has started it. `undefined` for the first one. */
export function readProcessName(): string | undefined {
  return cluster.isWorker ? process.env[nameVariable] : undefined;
}

/**
 * Is one of the processes of a server, until it is told to stop. What it cannot start for is told by the first one.
 *
 * @param stop Resolves when it shall end.
 */
export async function runProcess(
  name: string,
  readSettings: () => Settings,
  stop: Promise<void>,
): Promise<void> {
  const line = new Line({
    send: (message) => void process.send?.(message, undefined, undefined, () => {}),
    listen: (onMessage) => void process.on('message', onMessage),
  });
  try {
    const settings = readSettings();
    const neighbours = createNeighbours(name, line);
    const running =
      name === jobs
        ? await startJobs(settings, neighbours)
        : await startServerBeside(settings, neighbours);
    createLogger(settings).info({ process: name }, 'This process is ready');
    line.tell('ready', 'url' in running ? running.url : null);
    await stop;
    await running.close();
  } catch (error) {
    await line.ask('failed', ProcessStartError.write(error));
    process.exit(1);
  }
  // Without the channel nothing keeps it.
  process.disconnect();
}

/** Does what a worker does beside processes that answer, on databases that have been prepared. */
async function startJobs(
  settings: Settings,
  neighbours: Neighbours,
): Promise<{ close(): Promise<void> }> {
  const databases: Databases = await openDatabases(settings);
  try {
    const logger = createLogger(settings);
    const telemetry = createTelemetry(settings, logger, neighbours.name);
    traceStatements(databases, telemetry);
    neighbours.onReadMetrics(() => telemetry.metrics.write());
    const reports = await loadReports(settings.reportPackages);
    const thread = createLetterThread(settings, reports, logger);
    const url = settings.publicUrl ?? addressOf(settings);
    const parts = { telemetry, reports, thread, neighbours };
    const redress = assembleRedress(databases, url, logger, settings, parts);
    const worker = await startWorker(redress, settings, logger, {
      onPublished: () => void neighbours.forgetAnswers(),
      listen: (onRing) => neighbours.onRing(onRing),
    });
    return {
      close: async () => {
        await worker.close();
        await redress.close();
        await telemetry.close();
      },
    };
  } catch (error) {
    await closeDatabases(databases);
    throw error;
  }
}
