import { z } from 'zod';

/** A setting that is a whole number of at least 1. `expected` says of what, as the end of a sentence. */
export function wholeNumber(expected: string) {
  return z
    .string()
    .regex(/^[1-9]\d{0,8}$/, `must be ${expected}`)
    .transform(Number);
}
