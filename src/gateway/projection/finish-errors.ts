import { GraphQLError } from 'graphql';
import type { GatewayLogger } from '../gateway-logger.ts';
import type { ResponsePath } from '../run/flatten-path.ts';
import type { OperationRun, RunError } from '../run/operation-run.ts';
import { clientPart } from './client-path.ts';
import type { Projection } from './compile-projection.ts';
import type { ProjectionRun } from './projection-run.ts';

/**
 * All errors of an operation as the client gets them: those of subgraphs, led back to places in the client's
 * operation, and those of the projection that no error of a subgraph explains.
 */
export function finishErrors(
  projection: Projection,
  { conditions, problems }: ProjectionRun,
  run: OperationRun<unknown>,
  logger: GatewayLogger,
): GraphQLError[] {
  const errors: GraphQLError[] = [];
  const seen = new Set<string>();
  const add = (path: ResponsePath | undefined, { message, extensions }: Omit<RunError, 'path'>) => {
    const key = JSON.stringify([path, message, extensions.code, extensions.serviceName]);
    if (seen.has(key)) return;
    seen.add(key);
    errors.push(new GraphQLError(message, { path: path?.length ? path : null, extensions }));
  };
  const toClient = (path: ResponsePath) => clientPart(projection, conditions, run.data, path);

  for (const error of run.errors) {
    const visible = error.lost?.filter((path) => toClient(path).length === path.length) ?? [];
    if (visible.length > 0) {
      for (const path of visible) add(path, error);
    } else {
      add(error.path && toClient(error.path), error);
    }
  }
  for (const { reversedPath, code, message } of problems) {
    const path = reversedPath.toReversed();
    if (code === 'NULL_IN_NON_NULL_FIELD' && isExplained(path, errors)) continue;
    logger.warn({ path, code }, message);
    add(path, { message, extensions: { code } });
  }
  return errors;
}

/** A missing value needs no error of its own when one is at, above or below its place. */
function isExplained(path: ResponsePath, errors: readonly GraphQLError[]): boolean {
  return errors.some((error) => {
    const other = error.path ?? [];
    const length = Math.min(path.length, other.length);
    for (let index = 0; index < length; index++) if (path[index] !== other[index]) return false;
    return true;
  });
}
