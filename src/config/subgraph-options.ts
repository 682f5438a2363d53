import { z } from 'zod';

/** How one remote subgraph is reached. What each means, and its default, is in docs/gateway.md. */
export interface SubgraphOptions {
  timeoutMs?: number;
  connectTimeoutMs?: number;
  retries?: number;
  retryDelayMs?: number;
  maxRetryDelayMs?: number;
  connections?: number;
  maxWaiting?: number;
  maxResponseBytes?: number;
  merge?: boolean;
  breaker?: false | BreakerOptions;
}

interface BreakerOptions {
  window?: number;
  minimum?: number;
  failureShare?: number;
  pauseMs?: number;
}

/** By name of a subgraph; `*` stands for all of them. */
export type SubgraphOptionsByName = Readonly<Record<string, SubgraphOptions>>;

const largest = 2 ** 31 - 1;

function whole(least: number, most = largest) {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.int(error).min(least, error).max(most, error).optional();
}

/** Zod names unknown keys in its own words; ours list those that there are. */
function strict<Shape extends z.core.$ZodLooseShape>(shape: Shape, what: string) {
  const error = `must be ${what} with ${Object.keys(shape).join(', ')}`;
  return z.strictObject(shape, error);
}

const share = 'must be a number above 0 and at most 1';

const breaker = strict(
  {
    window: whole(1),
    minimum: whole(1),
    failureShare: z.number(share).gt(0, share).max(1, share).optional(),
    pauseMs: whole(1),
  },
  'false, or an object',
).refine(
  // The defaults are those of the transport; a window below them needs its own minimum.
  ({ window = 20, minimum = 10 }) => minimum <= window,
  'must have a minimum (10 by default) of at most its window (20 by default)',
);

const optionsByName = z.record(
  z.string().regex(/^(\*|[A-Za-z][\w-]*)$/),
  strict(
    {
      timeoutMs: whole(1),
      connectTimeoutMs: whole(1),
      retries: whole(0, 10),
      retryDelayMs: whole(0),
      maxRetryDelayMs: whole(0),
      connections: whole(1),
      maxWaiting: whole(0),
      maxResponseBytes: whole(1),
      merge: z.boolean('must be true or false').optional(),
      breaker: z
        .preprocess((value) => (value === false ? undefined : value), breaker.optional())
        .optional(),
    },
    'an object',
  ),
  'must be a JSON object of subgraphs, for example {"*":{"timeoutMs":2000},"decisions":{"retries":0}}',
);

/** Reads JSON of options by subgraph; a transformation for zod that reports everything that is wrong. */
export function readSubgraphOptions(text: string, context: z.RefinementCtx): SubgraphOptionsByName {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    // Told below, as any other value that is no object.
  }
  const parsed = optionsByName.safeParse(given);
  // What was given holds no `undefined`, and `false` for a breaker, which the check passes over.
  if (parsed.success) return given as SubgraphOptionsByName;
  for (const { path, message, code } of parsed.error.issues) {
    const told =
      code === 'invalid_key' ? 'must be the name of a subgraph, or * for all of them' : message;
    const place = path.length === 0 ? '' : `: "${path.join('.')}" `;
    context.addIssue({ code: 'custom', message: `${place}${told}` });
  }
  return {};
}

/** The options of one subgraph: those for all, and its own over them. */
export function subgraphOptionsFor(options: SubgraphOptionsByName, name: string): SubgraphOptions {
  const all = options['*'] ?? {};
  const own = options[name] ?? {};
  if (!all.breaker || !own.breaker) return { ...all, ...own };
  return { ...all, ...own, breaker: { ...all.breaker, ...own.breaker } };
}
