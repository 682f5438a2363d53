/**
 * A plan with timings as the gateway gives it in `extensions.plan`, read from what came over the wire.
 */

/** A request to one subgraph. Times are in milliseconds; `startMs` counts from the operation's start. */
export interface PlanFetch {
  readonly kind: 'Fetch';
  /** Its place in the plan: `0.2` is the third step of the only group. */
  readonly id: string;
  readonly subgraph: string;
  /** Places of the response that it fills, such as `products.@.reviews`; empty at the root. */
  readonly paths: readonly string[];
  readonly operation: string;
  /** Absent when nothing was sent, for no entity was wanted. */
  readonly timing: { readonly startMs: number; readonly durationMs: number } | undefined;
  /** How many entities it asked for; absent where it asks for root fields. */
  readonly entities: number | undefined;
  /** False when there was no answer at all. */
  readonly isAnswered: boolean;
}

/** Steps one after another, or at the same time. */
export interface PlanGroup {
  readonly kind: 'Sequence' | 'Parallel';
  readonly id: string;
  readonly steps: readonly PlanStep[];
}

export type PlanStep = PlanFetch | PlanGroup;

export interface Plan {
  readonly durationMs: number;
  readonly planningMs: number;
  /** Null when no subgraph was needed. */
  readonly root: PlanStep | null;
}

/** The plan in an answer's `extensions`, or null where there is none that can be drawn. */
export function readPlan(value: unknown): Plan | null {
  if (!isObject(value) || !isNumber(value.durationMs) || !isNumber(value.planningMs)) return null;
  const { durationMs, planningMs } = value;
  return { durationMs, planningMs, root: value.root === null ? null : readStep(value.root, '0') };
}

/** Every fetch of a plan in reading order. */
export function listFetches(step: PlanStep | null): readonly PlanFetch[] {
  if (step === null) return [];
  return step.kind === 'Fetch' ? [step] : step.steps.flatMap(listFetches);
}

function readStep(value: unknown, id: string): PlanStep | null {
  if (!isObject(value)) return null;
  if (value.kind === 'Sequence' || value.kind === 'Parallel') {
    const steps = Array.isArray(value.steps) ? value.steps : [];
    return {
      kind: value.kind,
      id,
      steps: steps.flatMap((step, index) => readStep(step, `${id}.${index}`) ?? []),
    };
  }
  if (value.kind !== 'Fetch') return null;
  const { startMs, durationMs } = value;
  return {
    kind: 'Fetch',
    id,
    subgraph: String(value.subgraph),
    paths: Array.isArray(value.paths) ? value.paths.map(String) : [],
    operation: String(value.operation),
    timing: isNumber(startMs) && isNumber(durationMs) ? { startMs, durationMs } : undefined,
    entities: isNumber(value.entities) ? value.entities : undefined,
    isAnswered: value.isAnswered === true,
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
