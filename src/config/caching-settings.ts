import { z } from 'zod';

/** How long answers are kept. */
export interface CachingSettings {
  /** Bytes of memory for public answers; 0 keeps none. Default 33554432, 32 MiB. */
  responseCacheBytes: number;
  /** Whether equal queries of the public that are under way at once are run once. Default: they are not. */
  mergeQueries: boolean;
  /** Whether the `Cache-Control` of remote subgraphs counts beside `@cacheControl`. Default: it does. */
  respectSubgraphHeaders: boolean;
}

/** How each of these settings is read. */
export const cachingVariables = {
  REDRESS_RESPONSE_CACHE_BYTES: z
    .string()
    .regex(/^\d{1,12}$/, 'must be a whole number of bytes, for example 33554432, or 0 for none')
    .transform(Number)
    .default(33_554_432),
  REDRESS_MERGE_QUERIES: z.enum(['on', 'off'], { error: 'must be one of on, off' }).default('off'),
  REDRESS_SUBGRAPH_CACHE_CONTROL: z
    .enum(['respect', 'ignore'], { error: 'must be one of respect, ignore' })
    .default('respect'),
} as const;

type CachingVariables = z.infer<z.ZodObject<typeof cachingVariables>>;

/** The settings of what is kept. */
export function readCachingSettings(given: CachingVariables): CachingSettings {
  return {
    responseCacheBytes: given.REDRESS_RESPONSE_CACHE_BYTES,
    mergeQueries: given.REDRESS_MERGE_QUERIES === 'on',
    respectSubgraphHeaders: given.REDRESS_SUBGRAPH_CACHE_CONTROL === 'respect',
  };
}
