import fs from 'node:fs';
import { vi } from 'vitest';

/** What this process writes to its log from now on, which still goes to standard error. */
export interface WatchedLog {
  /** All of it. */
  text(): string;
  /** Its lines of one level of pino's, 40 for warnings. */
  ofLevel(level: number): Record<string, unknown>[];
  stop(): void;
}

export function watchLog(): WatchedLog {
  const { writeSync } = fs;
  let text = '';
  const spy = vi.spyOn(fs, 'writeSync').mockImplementation((...args: unknown[]) => {
    if (args[0] === 2) text += String(args[1]);
    return Reflect.apply(writeSync, fs, args);
  });
  return {
    text: () => text,
    ofLevel: (level) =>
      text
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line): Record<string, unknown> => JSON.parse(line))
        .filter((entry) => entry.level === level),
    stop: () => spy.mockRestore(),
  };
}
