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
};

/** How runs are approved, and who is told of them. */
export interface RunSettings {
  /** Whether who started a run may approve it. Default: false. */
  selfApproval: boolean;
  /** Who is told when a run is issued or published. Default: nobody. */
  webhookUrls: readonly string[];
  /** What tells those that it was us. */
  webhookSecret: string | undefined;
}

/** What was read of the variables. */
export function readRunSettings(parsed: {
  REDRESS_SELF_APPROVAL: boolean;
  REDRESS_WEBHOOK_URL: string[];
  REDRESS_WEBHOOK_SECRET?: string | undefined;
}): RunSettings {
  return {
    selfApproval: parsed.REDRESS_SELF_APPROVAL,
    webhookUrls: parsed.REDRESS_WEBHOOK_URL,
    webhookSecret: parsed.REDRESS_WEBHOOK_SECRET,
  };
}
