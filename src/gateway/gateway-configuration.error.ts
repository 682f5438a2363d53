/** Thrown by `createGateway` and its parts when their options cannot work; the message says what to change. */
export class GatewayConfigurationError extends Error {
  readonly code = 'GATEWAY_CONFIGURATION';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'GatewayConfigurationError';
  }
}
