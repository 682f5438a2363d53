import { z } from 'zod';

/** Settings of runs: one entry a variable of the environment. */
export const runVariables = {
  REDRESS_SELF_APPROVAL: z
    .enum(['true', 'false'], { error: 'must be true or false' })
    .transform((value) => value === 'true')
    .default(false),
  REDRESS_WEBHOOK_URL: z
    .string()
    .transform((text) => text.split(',').map((url) => url.trim()))
    .refine(
      (urls) => urls.every((url) => /^https?:\/\/[^\s]+$/.test(url) && URL.canParse(url)),
      'must be http or https addresses with commas between them, for example https://tools.example.org/redress',
    )
    .default([]),
  REDRESS_WEBHOOK_SECRET: z
    .string()
    .min(16, 'must be at least 16 characters, as "openssl rand -hex 32" makes them')
    .optional(),
  REDRESS_LETTER_THREAD: z
    .enum(['on', 'off'], { error: 'must be on or off' })
    .transform((value) => value === 'on')
    .optional(),
};

/** How runs are approved, and who is told of them. */
export interface RunSettings {
  /** Whether who started a run may approve it. Default: false. */
  selfApproval: boolean;
  /** Who is told when a run is issued or published. Default: nobody. */
  webhookUrls: readonly string[];
  /** What tells those that it was us. */
  webhookSecret: string | undefined;
  /** Whether letters of runs are made on a thread of their own. Default: where there is more than one processor. */
  letterThread?: boolean | undefined;
}

/** What was read of the variables. */
export function readRunSettings(parsed: {
  REDRESS_SELF_APPROVAL: boolean;
  REDRESS_WEBHOOK_URL: string[];
  REDRESS_WEBHOOK_SECRET?: string | undefined;
  REDRESS_LETTER_THREAD?: boolean | undefined;
}): RunSettings {
  return {
    selfApproval: parsed.REDRESS_SELF_APPROVAL,
    webhookUrls: parsed.REDRESS_WEBHOOK_URL,
    webhookSecret: parsed.REDRESS_WEBHOOK_SECRET,
    letterThread: parsed.REDRESS_LETTER_THREAD,
  };
}
