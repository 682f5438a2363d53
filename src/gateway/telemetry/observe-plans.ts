import type { PlanObserver } from '../plan/plan-observer.ts';
import type { GatewayTelemetry } from './gateway-telemetry.ts';

/** Counts lookups of plans, and traces the making of each under its operation. For `planObserver` of `createGateway`. */
export function observePlans(telemetry: GatewayTelemetry): PlanObserver {
  const { metrics } = telemetry;
  return {
    planning: (run) =>
      telemetry.trace('plan', 'internal', run, () => ({ attributes: {}, isFailed: false })),
    looked: (result) => metrics.cache.inc({ cache: 'plans', result }),
    evicted: () => metrics.evictions.inc({ cache: 'plans' }),
  };
}
