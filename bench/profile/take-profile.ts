import { type HeapProfiler, type Profiler, Session } from 'node:inspector/promises';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One function, or one place, and its own share of the time that is not idle. */
export interface ProfileLine {
  readonly what: string;
  /** From 0 to 1. */
  readonly share: number;
}

/** Where the time of some work went. */
export interface ProfileSummary {
  /** Milliseconds that were not idle. */
  readonly busyMs: number;
  /** The most costly functions, by their own time. */
  readonly functions: readonly ProfileLine[];
  /** The same by package, or by folder of ours. */
  readonly places: readonly ProfileLine[];
}

/** What some work passed through of memory, whether or not it was collected. */
export interface AllocationSummary {
  readonly bytes: number;
  readonly functions: readonly ProfileLine[];
  readonly places: readonly ProfileLine[];
}

/** Samples what this thread allocates while `work` runs. */
export async function takeAllocations(work: () => Promise<unknown>): Promise<AllocationSummary> {
  const session = new Session();
  session.connect();
  try {
    await session.post('HeapProfiler.enable');
    await session.post('HeapProfiler.startSampling', {
      samplingInterval: 16_384,
      includeObjectsCollectedByMajorGC: true,
      includeObjectsCollectedByMinorGC: true,
    });
    await work();
    const { profile } = await session.post('HeapProfiler.stopSampling');
    return summarizeAllocations(profile);
  } finally {
    session.disconnect();
  }
}

function summarizeAllocations({ head }: HeapProfiler.SamplingHeapProfile): AllocationSummary {
  const functions = new Map<string, number>();
  const places = new Map<string, number>();
  let bytes = 0;
  const walk = ({ callFrame, selfSize, children }: HeapProfiler.SamplingHeapProfileNode): void => {
    const place = placeOf(callFrame);
    add(functions, nameOf(callFrame, place.file), selfSize);
    add(places, place.folder, selfSize);
    bytes += selfSize;
    for (const child of children) walk(child);
  };
  walk(head);
  return { bytes, functions: mostCostly(functions, bytes), places: mostCostly(places, bytes) };
}

/** Watches this thread while `work` runs, and says where its time went. */
export async function takeProfile(work: () => Promise<unknown>): Promise<ProfileSummary> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: 200 });
    await session.post('Profiler.start');
    await work();
    const { profile } = await session.post('Profiler.stop');
    return summarize(profile);
  } finally {
    session.disconnect();
  }
}

function summarize({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): ProfileSummary {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const functions = new Map<string, number>();
  const places = new Map<string, number>();
  let busy = 0;
  for (const [index, id] of samples.entries()) {
    const frame = frames.get(id);
    const time = timeDeltas[index] ?? 0;
    if (frame === undefined || isIdle(frame)) continue;
    busy += time;
    const place = placeOf(frame);
    add(functions, nameOf(frame, place.file), time);
    add(places, place.folder, time);
  }
  return {
    busyMs: busy / 1000,
    functions: mostCostly(functions, busy),
    places: mostCostly(places, busy),
  };
}

/** Waiting, or the profiler's own work. */
function isIdle({ functionName, url }: Frame): boolean {
  return functionName === '(idle)' || url === 'node:inspector';
}

interface Frame {
  readonly functionName: string;
  readonly url: string;
  /** From 0. */
  readonly lineNumber: number;
}

function nameOf({ functionName, lineNumber }: Frame, file: string): string {
  return `${functionName || `(line ${lineNumber + 1})`}  ${file}`;
}

function add(sums: Map<string, number>, key: string, value: number): void {
  sums.set(key, (sums.get(key) ?? 0) + value);
}

function mostCostly(times: ReadonlyMap<string, number>, total: number): ProfileLine[] {
  return [...times]
    .sort(([, a], [, b]) => b - a)
    .map(([what, time]) => ({ what, share: time / total }));
}

const home = fileURLToPath(new URL('../..', import.meta.url));

function placeOf({ functionName, url }: Frame): { file: string; folder: string } {
  if (url === '') {
    const isOwn = ['(garbage collector)', '(program)'].includes(functionName);
    return { file: '', folder: isOwn ? functionName : 'V8 itself' };
  }
  if (!url.startsWith('file:')) return { file: url, folder: url.split('/')[0] ?? url };
  const path = relative(home, fileURLToPath(url));
  const installed = /node_modules\/((?:@[^/]+\/)?[^/]+)(?!.*node_modules)/.exec(path)?.[1];
  if (installed !== undefined)
    return { file: path.replace(/^.*node_modules\//, ''), folder: installed };
  return { file: path, folder: path.replace(/\/[^/]+$/, '') };
}
