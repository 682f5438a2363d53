import { GraphQLError } from 'graphql';
import type { GatewayLogger } from '../gateway-logger.ts';
import type { SourceFinder } from '../parts/source-finder.ts';
import type { ResponsePath } from '../run/flatten-path.ts';
import type { OperationRun, RunError } from '../run/operation-run.ts';
import type { ResponseObject } from '../transports/subgraph-transport.ts';
import { toClientPath } from './client-path.ts';
import type { Projection } from './compile-projection.ts';
import type { ProjectionProblem, ProjectionRun } from './projection-run.ts';

/**
 * All errors of an operation as the client gets them: those of subgraphs, led back to places in the client's
 * operation, and those of the projection that no error of a subgraph explains.
 */
export function finishErrors(
  projection: Projection,
  { problems }: ProjectionRun,
  run: OperationRun<unknown>,
  sourceOf: SourceFinder,
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
  const toClient = (path: ResponsePath) => toClientPath(projection, run.data, path);

  for (const error of run.errors) {
    const lost = (error.lost ?? []).map(toClient).filter(({ whole }) => whole);
    for (const { path } of lost) add(path, error);
    if (lost.length > 0) continue;
    const place = error.path && toClient(error.path);
    // The planner may fetch more than it needs; what fails there is no loss to the client.
    if (!place?.harmless) add(place?.path, error);
  }
  for (const problem of problems) {
    const { reversedPath, code, message, holder } = problem;
    const path = reversedPath.toReversed();
    const isExplained =
      isOnOneLine(path, errors) || run.errors.some((error) => wiped(run.data, error, holder));
    if (code === 'NULL_IN_NON_NULL_FIELD' && isExplained) continue;
    const extensions = extensionsOf(problem, sourceOf);
    logger.warn({ path, ...extensions }, message);
    add(path, { message, extensions });
  }
  return errors;
}

/** Code and subgraph of what a subgraph gave against its schema. `base`: the keys that lead to where a part begins. */
export function extensionsOf(
  { code, reversedSource }: ProjectionProblem,
  sourceOf: SourceFinder,
  base: ResponsePath = [],
): { readonly code: string; readonly serviceName?: string } {
  const keys = [...base.filter((key) => typeof key === 'string'), ...reversedSource.toReversed()];
  const serviceName = sourceOf(keys);
  return serviceName === undefined ? { code } : { code, serviceName };
}

/** A missing value needs no error of its own when one is at, above or below its place. */
export function isOnOneLine(
  path: ResponsePath,
  errors: readonly { readonly path?: ResponsePath | undefined }[],
): boolean {
  return errors.some((error) => {
    const other = error.path ?? [];
    const length = Math.min(path.length, other.length);
    for (let index = 0; index < length; index++) if (path[index] !== other[index]) return false;
    return true;
  });
}

/**
 * Whether an error took everything with it that its subgraph was to give of `holder`: it lies beneath a field of the
 * object that did not even come back as null.
 */
export function wiped(data: unknown, error: RunError, holder: ResponseObject | undefined): boolean {
  let value: unknown = data;
  for (const key of error.path ?? []) {
    if (typeof value !== 'object' || value === null) return false;
    const next = (value as Readonly<Record<string | number, unknown>>)[key];
    if (value === holder) return next === undefined;
    value = next;
  }
  return false;
}
