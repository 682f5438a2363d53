import { z } from 'zod';
import type { Line } from './line.ts';

/** What one process of a server shares with the others, by the one that has started them all. */
export interface Neighbours {
  /** Name of this process: `server 1`, `jobs`. */
  readonly name: string;
  /** Has the others forget the answers that they keep; resolves when they have. */
  forgetAnswers(): Promise<void>;
  onForgetAnswers(forget: () => void): void;
  /** Counts for all what callers were refused. */
  readonly probes: { refuse(caller: string, letters?: number): void };
  /** Counts for all what callers send. */
  readonly rateLimiter: { take(caller: string, amount?: number): Promise<number> };
  /** One import at a time, of all. */
  readonly importTurn: { take(): Promise<boolean>; giveBack(): void };
  /** The metrics of all. */
  readMetrics(): Promise<string>;
  /** How this one's are read. */
  onReadMetrics(write: () => Promise<string>): void;
  /** Wakes the process that works in the background. */
  ring(): void;
  onRing(listener: () => void): void;
}

/** The neighbours of a process, which are reached along its line to the one that has started it. */
export function createNeighbours(name: string, line: Line): Neighbours {
  return {
    name,
    async forgetAnswers() {
      await line.ask('forget');
    },
    onForgetAnswers: (forget) => line.on('forget', forget),
    probes: { refuse: (caller, letters = 1) => line.tell('refused', { caller, letters }) },
    rateLimiter: {
      take: async (caller, amount = 1) =>
        z.number().parse(await line.ask('rate', { caller, amount })),
    },
    importTurn: {
      take: async () => z.boolean().parse(await line.ask('take-turn')),
      giveBack: () => line.tell('give-back-turn'),
    },
    readMetrics: async () => z.string().parse(await line.ask('metrics')),
    onReadMetrics: (write) => line.on('metrics', write),
    ring: () => line.tell('ring'),
    onRing: (listener) => line.on('ring', listener),
  };
}
