import { GatewayConfigurationError } from '../gateway-configuration.error.ts';

/** How much one request may ask for. Each is accepted at the limit and refused above it. */
export interface OperationLimits {
  /** Default: 5000. Words, numbers, signs and comments of a document. */
  readonly maxTokens: number;
  /** Default: that of the gateway, 20. How deep fields nest, fragments counted where they are spread. */
  readonly maxDepth: number;
  /** Default: 50. Fields with an alias in an operation, fragments counted where they are spread. */
  readonly maxAliases: number;
  /** Default: 25. Fields at the root of an operation. */
  readonly maxRootFields: number;
  /**
   * Default: 1000. Fields of an operation, fragments counted where they are spread. A few fragments that spread each other
   * twice can ask for millions, and planning takes more than twice as long for twice as many.
   */
  readonly maxFields: number;
  /** Default: 100. Directives of an operation, fragments counted where they are spread. */
  readonly maxDirectives: number;
  /** Default: 50. How often one place of the response is asked for, by repetition or through fragments. */
  readonly maxRepeatedFields: number;
  /** Default: 20. How deep objects and lists nest in `variables`, and in `extensions`. */
  readonly maxVariablesDepth: number;
  /** Default: 1 MiB. Bytes of a request's body. */
  readonly maxBodyBytes: number;
  /** Default: 0, which takes no lists. How many operations a body may be a list of. */
  readonly maxBatchSize: number;
  /** Default: 50 000. Objects that an operation may give, by the sizes of its lists; see `estimateCost`. */
  readonly maxCost: number;
  /** Default: 10. Items of a list whose size nothing tells. */
  readonly assumedListSize: number;
}

const defaults: Omit<OperationLimits, 'maxDepth'> = {
  maxTokens: 5_000,
  maxAliases: 50,
  maxRootFields: 25,
  maxFields: 1_000,
  maxDirectives: 100,
  maxRepeatedFields: 50,
  maxVariablesDepth: 20,
  maxBodyBytes: 1_048_576,
  maxBatchSize: 0,
  maxCost: 50_000,
  assumedListSize: 10,
};

/**
 * All limits, those that were not given at their defaults.
 *
 * @param gatewayDepth The gateway's own limit of depth, which `maxDepth` may not exceed.
 * @throws GatewayConfigurationError for a limit that is no whole number, or too small to serve anything.
 */
export function readLimits(given: Partial<OperationLimits>, gatewayDepth: number): OperationLimits {
  const chosen = Object.entries(given).filter(([, value]) => value !== undefined);
  const limits = { ...defaults, maxDepth: gatewayDepth, ...Object.fromEntries(chosen) };
  for (const [name, value] of Object.entries(limits)) {
    const smallest = name === 'maxBatchSize' ? 0 : 1;
    const greatest = name === 'maxDepth' ? gatewayDepth : Number.MAX_SAFE_INTEGER;
    if (Number.isInteger(value) && value >= smallest && value <= greatest) continue;
    throw new GatewayConfigurationError(
      `[gateway] limits.${name}: a whole number from ${smallest}${describeTop(name, gatewayDepth)} was expected, ` +
        `but got ${value}. Leave it out for its default.`,
    );
  }
  return limits;
}

function describeTop(name: string, gatewayDepth: number): string {
  return name === 'maxDepth' ? ` to ${gatewayDepth}, the gateway's own limit,` : '';
}
