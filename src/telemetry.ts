import type { Settings } from './config/settings.ts';
import type { GatewayLogger } from './gateway/gateway-logger.ts';
import { GatewayTelemetry } from './gateway/telemetry/gateway-telemetry.ts';

/** Logs, metrics and traces as the settings say. */
export function createTelemetry(
  { traces }: Pick<Settings, 'traces'>,
  logger: GatewayLogger,
): GatewayTelemetry {
  return new GatewayTelemetry({ logger, ...(traces ? { traces } : {}) });
}
