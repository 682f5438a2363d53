const brand: unique symbol = Symbol.for('redress.not-found');

/** An expected outcome of a view: the graph has nothing to write about. Made by `notFound()`. */
export interface NotFound {
  readonly [brand]: true;
  readonly reason: string;
}

/**
 * Tells the engine that there is no letter for these parameters, such as for an unknown council.
 * `reason` is one sentence for the person who asked.
 *
 * ```ts
 * view: ({ data, params }) => {
 *   if (data.council === null) return notFound(`there is no council "${params.council}".`);
 *   …
 * }
 * ```
 */
export function notFound(reason: string): NotFound {
  return { [brand]: true, reason };
}

/** Whether a view gave `notFound()`. */
export function isNotFound(value: unknown): value is NotFound {
  return typeof value === 'object' && value !== null && brand in value;
}
