import { GraphQLError } from 'graphql';
import type { GatewayLogger } from '../gateway-logger.ts';

/**
 * Keeps the process alive over one gap of graphql-js 16: where an item of a list fails at once, what fails later in
 * another item is watched by nobody, though the operation has been answered. Such an error is logged; any other
 * rejection that nobody watches ends the process, as without this.
 *
 * @returns undoes it.
 */
export function logLateFieldErrors(logger: GatewayLogger): () => void {
  const onRejection = (reason: unknown): void => {
    if (!(reason instanceof GraphQLError) || reason.path === undefined) throw reason;
    logger.error(
      { err: reason.originalError ?? reason, path: reason.path },
      'A field failed after its operation was answered',
    );
  };
  process.on('unhandledRejection', onRejection);
  return () => {
    process.off('unhandledRejection', onRejection);
  };
}
