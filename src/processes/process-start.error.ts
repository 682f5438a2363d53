import { z } from 'zod';

const told = z.object({
  message: z.string(),
  code: z.string().nullable(),
  stack: z.string().nullable(),
});

/** A process of the server could not start: the error that it met, as it would have been told by a program of one process. */
export class ProcessStartError extends Error {
  override readonly name = 'ProcessStartError';

  constructor(
    message: string,
    /** The code of the error, or none where it is a fault of ours. */
    readonly code: string | undefined,
    stack?: string | null,
  ) {
    super(message);
    if (typeof stack === 'string') this.stack = stack;
  }

  /** Reads what a process has said of its error. */
  static read(about: unknown): ProcessStartError {
    const { message, code, stack } = told.parse(about);
    return new ProcessStartError(message, code ?? undefined, stack);
  }

  /** What a process says of its error, for `read`. */
  static write(error: unknown): z.infer<typeof told> {
    if (!(error instanceof Error)) return { message: String(error), code: null, stack: null };
    const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
    return { message: error.message, code, stack: error.stack ?? null };
  }
}
