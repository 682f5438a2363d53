import { ResponseCache } from '../caching/response-cache.ts';
import type { GatewayTelemetry } from './gateway-telemetry.ts';
import { currentScope } from './request-scope.ts';

/** A cache for public answers of at most `maxBytes`, shown in the metrics. What it answers is named in the log. */
export function createObservedCache(maxBytes: number, telemetry?: GatewayTelemetry): ResponseCache {
  if (telemetry === undefined) return new ResponseCache({ maxBytes });
  const { metrics } = telemetry;
  const cache = new ResponseCache({
    maxBytes,
    onLookup(result, operationName) {
      metrics.cache.inc({ cache: 'responses', result });
      if (result === 'hit') currentScope()?.operations.push(operationName.slice(0, 100));
    },
    onEvict: () => metrics.evictions.inc({ cache: 'responses' }),
  });
  metrics.watchResponseCache(cache);
  return cache;
}
