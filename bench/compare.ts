/** One contender: what is timed, and the name under which it is shown. */
export interface Contender {
  name: string;
  /** Does the work once. */
  run(): unknown;
}

/** How fast each contender was, in the order given. */
export interface Comparison {
  name: string;
  /** Median over the rounds. */
  perSecond: number;
  /** Milliseconds of processor time for doing it once, all threads together; median over the rounds. */
  processorMs: number;
  /** Slowest and fastest round. */
  spread: readonly [number, number];
}

/** How long and how often is measured. */
export interface CompareOptions {
  /** Rounds, each with a turn of every contender. Default 7. */
  rounds?: number;
  /** Length of a turn. Default 400 ms. */
  turnMs?: number;
  /** How much work is under way at once. Default 1. */
  concurrency?: number;
}

/**
 * Times contenders side by side: in each round every one has a turn, in changing order, so that what else the machine
 * does meets all alike. One turn of each is thrown away to warm up.
 */
export async function compare(
  contenders: readonly Contender[],
  { rounds = 7, turnMs = 400, concurrency = 1 }: CompareOptions = {},
): Promise<Comparison[]> {
  const turns = new Map<string, Turn[]>(contenders.map(({ name }) => [name, []]));
  for (const contender of contenders) await takeTurn(contender, turnMs, concurrency);
  for (let round = 0; round < rounds; round += 1) {
    const turned = [
      ...contenders.slice(round % contenders.length),
      ...contenders.slice(0, round % contenders.length),
    ];
    for (const contender of turned) {
      turns.get(contender.name)?.push(await takeTurn(contender, turnMs, concurrency));
    }
  }
  return contenders.map(({ name }) => {
    const sorted = (turns.get(name) ?? []).map(({ perSecond }) => perSecond).sort((a, b) => a - b);
    const times = (turns.get(name) ?? []).map((turn) => turn.processorMs).sort((a, b) => a - b);
    return {
      name,
      perSecond: sorted[Math.floor(sorted.length / 2)] ?? 0,
      processorMs: times[Math.floor(times.length / 2)] ?? 0,
      spread: [sorted.at(0) ?? 0, sorted.at(-1) ?? 0],
    };
  });
}

interface Turn {
  readonly perSecond: number;
  readonly processorMs: number;
}

async function takeTurn(contender: Contender, turnMs: number, concurrency: number): Promise<Turn> {
  let done = 0;
  const used = process.cpuUsage();
  const start = performance.now();
  const lane = async () => {
    while (performance.now() - start < turnMs) {
      await contender.run();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  const perSecond = (done * 1000) / (performance.now() - start);
  const { user, system } = process.cpuUsage(used);
  return { perSecond, processorMs: (user + system) / 1000 / done };
}
