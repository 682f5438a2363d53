import { type Logger, pino } from 'pino';
import type { Settings } from './settings.ts';

/** The program's log: JSON lines on standard error, so that standard output is left to people. */
export function createLogger({ logLevel }: Pick<Settings, 'logLevel'>): Logger {
  return pino({ level: logLevel }, pino.destination({ fd: 2, sync: true }));
}
