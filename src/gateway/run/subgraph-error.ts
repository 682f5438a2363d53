import { GraphQLError } from 'graphql';
import type { GatewayLogger } from '../gateway-logger.ts';
import type { SubgraphError } from '../transports/subgraph-transport.ts';
import { TransportError } from '../transports/transport.error.ts';

/** What a client reads in place of an unexpected fault. */
export const neutralMessage =
  'Something went wrong on our side while this was being answered. It has been logged; try again later.';

/** Message and extensions of an error as a client may see them. */
export interface VisibleError {
  readonly message: string;
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** Extensions that are never passed on: traces of stacks, and what HTTP layers and gateways beneath tell of requests. */
const privateExtensions = new Set([
  'stacktrace',
  'exception',
  'http',
  'request',
  'response',
  'serviceName',
  'code',
]);

/**
 * What a client sees of an error within a subgraph's answer. Message and extensions of an error with a code
 * pass through. Anything else was not meant for clients: they get one neutral sentence, the log gets it whole.
 */
export function describeSubgraphError(
  error: SubgraphError,
  serviceName: string,
  logger: GatewayLogger,
): VisibleError {
  const code = error.extensions?.code;
  if (typeof code === 'string' && code !== 'INTERNAL_SERVER_ERROR') {
    const kept = Object.entries(error.extensions ?? {}).filter(
      ([key]) => !privateExtensions.has(key),
    );
    return {
      message: error.message,
      extensions: { ...Object.fromEntries(kept), code, serviceName },
    };
  }
  if (isBadInput(error)) {
    return { message: error.message, extensions: { code: 'BAD_USER_INPUT', serviceName } };
  }
  logger.error(
    { err: error.originalError ?? error, serviceName, path: error.path },
    'A subgraph failed unexpectedly',
  );
  const told = readClientReason(error.originalError);
  if (told) {
    return {
      message: `The subgraph "${serviceName}" ${told.clientReason}`,
      extensions: { code: told.code, serviceName },
    };
  }
  return { message: neutralMessage, extensions: { code: 'INTERNAL_SERVER_ERROR', serviceName } };
}

/** What an error says of itself for clients: what the subgraph does not do, as the end of a sentence, and a code. */
function readClientReason(error: unknown): { clientReason: string; code: string } | undefined {
  if (!(error instanceof Error) || !('clientReason' in error) || !('code' in error)) {
    return undefined;
  }
  const { clientReason, code } = error;
  if (typeof clientReason !== 'string' || typeof code !== 'string') return undefined;
  return { clientReason, code };
}

/** What a client sees when a subgraph gave no answer at all. */
export function describeLostFetch(
  cause: unknown,
  serviceName: string,
  logger: GatewayLogger,
): VisibleError {
  logger.error({ err: cause, serviceName }, 'A subgraph gave no answer');
  if (cause instanceof TransportError) {
    return {
      message: `The subgraph "${serviceName}" ${cause.clientReason}`,
      extensions: { code: cause.code, serviceName },
    };
  }
  if (cause instanceof GraphQLError) return describeSubgraphError(cause, serviceName, logger);
  return { message: neutralMessage, extensions: { code: 'INTERNAL_SERVER_ERROR', serviceName } };
}

/** graphql-js points at a value or a variable, not at a field, when the client's input is at fault. */
function isBadInput({ originalError, nodes }: SubgraphError): boolean {
  const kind = nodes?.[0]?.kind;
  const raisedByGraphql = originalError === undefined || originalError instanceof GraphQLError;
  return raisedByGraphql && kind !== undefined && kind !== 'Field';
}
