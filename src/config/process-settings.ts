import { z } from 'zod';
import type { ConfigurationProblem } from './configuration.error.ts';

/** So many at most: each takes the memory of a server. */
const most = 256;

/** What a number of server processes must be, as the end of a sentence. */
export const workersExpected = `must be a whole number of server processes from 1 to ${most}, for example 2`;

/** How each of these settings is read. */
export const processVariables = {
  REDRESS_WORKERS: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, workersExpected)
    .transform(Number)
    .refine((workers) => workers <= most, workersExpected)
    .default(1),
} as const;

/** Several processes have nothing in common but a database outside of them. */
export function findProcessGaps(
  given: Readonly<Record<string, string | undefined>>,
): ConfigurationProblem[] {
  const { REDRESS_WORKERS: workers = '1' } = given;
  const inMemory = Object.entries(given).find(
    ([name, value]) =>
      (name === 'DATABASE_URL' || name.startsWith('REDRESS_DATABASE_')) &&
      value === 'sqlite::memory:',
  );
  if (workers === '1' || inMemory === undefined) return [];
  const expected = `must be 1 where ${inMemory[0]} is a database in memory, which each process would have to itself`;
  return [{ name: 'REDRESS_WORKERS', expected, got: workers }];
}
