import { ResponseCache, type ResponseCacheOptions } from '../caching/response-cache.ts';
import type { GatewayTelemetry } from './gateway-telemetry.ts';
import { currentScope } from './request-scope.ts';

/** A cache for public answers, shown in the metrics. What it answers is named in the log. */
export function createObservedCache(
  options: Pick<ResponseCacheOptions, 'maxBytes' | 'mergeInFlight' | 'clearOthers'>,
  telemetry?: GatewayTelemetry,
): ResponseCache {
  if (telemetry === undefined) return new ResponseCache(options);
  const { metrics } = telemetry;
  const cache = new ResponseCache({
    ...options,
    onLookup(result, operationName) {
      metrics.cache.inc({ cache: 'responses', result });
      if (result === 'hit') currentScope()?.operations.push(operationName.slice(0, 100));
    },
    onEvict: () => metrics.evictions.inc({ cache: 'responses' }),
  });
  metrics.watchResponseCache(cache);
  return cache;
}
