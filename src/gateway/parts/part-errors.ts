import { GraphQLError } from 'graphql';
import type { GatewayLogger } from '../gateway-logger.ts';
import { type ClientPath, toClientPath } from '../projection/client-path.ts';
import type { Projection } from '../projection/compile-projection.ts';
import { extensionsOf, finishErrors, isOnOneLine, wiped } from '../projection/finish-errors.ts';
import type { ProjectionRun } from '../projection/projection-run.ts';
import type { ResponsePath } from '../run/flatten-path.ts';
import type { OperationRun, RunError } from '../run/operation-run.ts';
import type { PartPlace } from './pending-parts.ts';
import type { SourceFinder } from './source-finder.ts';

/**
 * The errors of one answer that comes in parts. Each part has those at places that it shows. An error at a place that
 * nobody asked for stands with the first part that lost something by it, or else with the last.
 */
export class PartErrors {
  readonly #whole: Projection;
  readonly #run: OperationRun<unknown>;
  readonly #sourceOf: SourceFinder;
  readonly #logger: GatewayLogger;
  /** What has been told, to find at the end what has not. */
  readonly #told = new Set<string>();
  /** Errors of steps that were told at a place the client did not ask for. */
  readonly #claimed = new Set<RunError>();

  constructor(
    whole: Projection,
    run: OperationRun<unknown>,
    sourceOf: SourceFinder,
    logger: GatewayLogger,
  ) {
    this.#whole = whole;
    this.#run = run;
    this.#sourceOf = sourceOf;
    this.#logger = logger;
  }

  /**
   * @param errors Of the steps that the part shows something of, and of those that these begin with.
   * @param problems What the projection of the part found.
   */
  ofPart(
    root: Projection['root'],
    place: PartPlace,
    errors: readonly RunError[],
    { problems }: ProjectionRun,
  ): readonly GraphQLError[] {
    const { data } = this.#run;
    const told: GraphQLError[] = [];
    const seen = new Set<string>();
    const add = (path: ResponsePath | undefined, error: Omit<RunError, 'path'>): void => {
      const made = toError(path, error);
      const key = keyOf(made);
      if (seen.has(key)) return;
      seen.add(key);
      this.#told.add(key);
      told.push(made);
    };
    for (const error of errors) {
      const lost = (error.lost ?? []).filter((path) => this.#inWhole(path).whole);
      for (const path of lost) {
        const shown = toPartPath(root, place, data, path);
        if (shown?.whole) add(shown.path, error);
      }
      if (lost.length > 0 || this.#claimed.has(error)) continue;
      if (this.#takes(error, root, place)) {
        const path = error.path && this.#inWhole(error.path);
        if (!path?.whole) this.#claimed.add(error);
        add(path?.path, error);
      }
    }
    const around = errors.flatMap((error) => this.#placesOf(error));
    for (const problem of problems) {
      const { reversedPath, code, message, holder } = problem;
      const path = [...place.clientPath, ...reversedPath.toReversed()];
      const isExplained =
        isOnOneLine(path, [...told, ...around]) ||
        errors.some((error) => wiped(data, error, holder));
      if (code === 'NULL_IN_NON_NULL_FIELD' && isExplained) continue;
      const extensions = extensionsOf(problem, this.#sourceOf, place.sourcePath);
      this.#logger.warn({ path, ...extensions }, message);
      add(path, { message, extensions });
    }
    return told;
  }

  /** What the answer as a whole would tell of these errors besides. */
  rest(errors: readonly RunError[]): readonly GraphQLError[] {
    const run = { ...this.#run, errors: [...errors] };
    return finishErrors(this.#whole, { problems: [] }, run, this.#sourceOf, this.#logger).filter(
      (error) => !this.#told.has(keyOf(error)),
    );
  }

  /** Whether an error without lost fields belongs to a part: it lies where the part, and the whole, lead to. */
  #takes(error: RunError, root: Projection['root'], place: PartPlace): boolean {
    if (error.path === undefined) return true;
    const shown = toPartPath(root, place, this.#run.data, error.path);
    if (shown === undefined || shown.harmless) return false;
    const whole = this.#inWhole(error.path);
    return shown.whole === whole.whole && shown.path.length === whole.path.length;
  }

  #placesOf(error: RunError): { path: ResponsePath | undefined }[] {
    const lost = (error.lost ?? []).map((path) => this.#inWhole(path)).filter(({ whole }) => whole);
    if (lost.length > 0) return lost.map(({ path }) => ({ path }));
    return [{ path: error.path && this.#inWhole(error.path).path }];
  }

  #inWhole(path: ResponsePath): ClientPath {
    return toClientPath(this.#whole, this.#run.data, path);
  }
}

/** A path through fetched data as a path of the answer, as far as a part shows it; `undefined` outside of the part. */
function toPartPath(
  root: Projection['root'],
  { clientPath, sourcePath }: PartPlace,
  data: unknown,
  path: ResponsePath,
): ClientPath | undefined {
  if (!sourcePath.every((key, index) => path[index] === key)) return undefined;
  const inner = toClientPath({ root }, valueAt(data, sourcePath), path.slice(sourcePath.length));
  return { ...inner, path: [...clientPath, ...inner.path] };
}

/** What stands at a path of fetched data. */
export function valueAt(data: unknown, path: ResponsePath): unknown {
  let value = data;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Readonly<Record<string | number, unknown>>)[key];
  }
  return value;
}

function toError(
  path: ResponsePath | undefined,
  { message, extensions }: Omit<RunError, 'path'>,
): GraphQLError {
  return new GraphQLError(message, { path: path?.length ? path : null, extensions });
}

function keyOf({ path = [], message, extensions }: GraphQLError): string {
  return JSON.stringify([path, message, extensions.code, extensions.serviceName]);
}
