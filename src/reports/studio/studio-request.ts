import type { z } from 'zod';
import { StudioError } from './studio-error.ts';

/** What a request says, parsed. @throws StudioError `STUDIO_REQUEST_INVALID` with every problem. */
export function readRequest<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    ({ path, message }) => `"${path.join('.') || 'body'}": ${message}`,
  );
  throw new StudioError('STUDIO_REQUEST_INVALID', `${problems.join('; ')}.`);
}
