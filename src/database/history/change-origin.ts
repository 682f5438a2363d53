import { userInfo } from 'node:os';

/** Where a change of casework comes from: kept with every correction. */
export interface ChangeOrigin {
  /** Who: `key rk_1a2b3c4d`, `user alice`. */
  by: string;
  /** When: ISO 8601, UTC. */
  at: string;
  /** Name of the file that brings it. Null where there is none. */
  file: string | null;
}

/** Whoever runs the program, as the operating system knows them: `user alice`. */
export function describeOperator(): string {
  try {
    return `user ${userInfo().username}`;
  } catch {
    // A container may run under a number that has no name.
    return `user ${process.getuid?.() ?? 'unknown'}`;
  }
}
