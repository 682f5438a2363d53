import type { Settings } from '../config/settings.ts';
import type { GatewayLogger } from '../gateway/gateway-logger.ts';
import { GatewayTelemetry } from '../gateway/telemetry/gateway-telemetry.ts';

/**
 * Logs, metrics and traces as the settings say.
 *
 * @param process Name of this process among several of one server. Default: there is one.
 */
export function createTelemetry(
  { traces }: Pick<Settings, 'traces'>,
  logger: GatewayLogger,
  process?: string,
): GatewayTelemetry {
  return new GatewayTelemetry({ logger, process, ...(traces ? { traces } : {}) });
}
