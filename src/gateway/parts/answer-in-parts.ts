import { type ExecutionResult, GraphQLError } from 'graphql';
import type { GatewayLogger } from '../gateway-logger.ts';
import type { PartedProjection, Projection } from '../projection/compile-projection.ts';
import type { ProjectionRun } from '../projection/projection-run.ts';
import { createEventStream, type EventStream } from '../run/event-stream.ts';
import type { OperationRun, PlanStep } from '../run/operation-run.ts';
import { neutralMessage } from '../run/subgraph-error.ts';
import type { ResponseObject } from '../transports/subgraph-transport.ts';
import type { AnswerPart, DeferredPayload, FirstPart } from './answer-part.ts';
import { DeliveredData } from './delivered-data.ts';
import { PartErrors, valueAt } from './part-errors.ts';
import { PartWatch } from './part-watch.ts';
import { findPending, type PendingPart, rootPlace } from './pending-parts.ts';
import type { ShownSteps } from './shown-steps.ts';
import type { SourceFinder } from './source-finder.ts';

/** An operation that can be answered in parts. */
export interface PartedOperation<TContext> {
  /** Tells `watch` of each fetch that is done. */
  readonly steps: PlanStep<TContext>;
  readonly shownSteps: ShownSteps;
  readonly parted: PartedProjection;
  readonly whole: Projection;
  readonly sourceOf: SourceFinder;
}

/**
 * Runs an operation and gives the first part of its answer as soon as it is there, and each deferred fragment once the
 * steps that write what it shows are done. What is fetched, and in which order, is as without parts.
 *
 * @param finish The whole answer of a run that has ended. It is given instead where nothing is left to defer.
 */
export async function answerInParts<TContext>(
  operation: PartedOperation<TContext>,
  run: Omit<OperationRun<TContext>, 'watch'>,
  finish: (run: OperationRun<TContext>) => ExecutionResult,
  logger: GatewayLogger,
): Promise<ExecutionResult | EventStream<AnswerPart>> {
  const { first } = operation.parted;
  const watch = new PartWatch();
  watch.follow(operation.steps({ ...run, watch }));
  await watch.untilDone(first.steps);
  const projected: ProjectionRun = { problems: [] };
  const data = first.complete(run.data, projected) as ResponseObject | undefined;
  const pending = findPending(operation.parted, first.root, run.data, data, rootPlace);
  if (pending.length === 0 || data === undefined) {
    await watch.untilFinished();
    run.errors.push(...watch.errorsOf());
    return finish(run);
  }
  const delivery = new PartDelivery(operation, run, watch, logger);
  const source = delivery.begin(data, projected, pending);
  const stream = createEventStream<AnswerPart, AnswerPart>({
    source,
    complete: async (part) => part,
    lose: (cause) => {
      logger.error({ err: cause }, 'An operation failed unexpectedly');
      return delivery.giveUp();
    },
  });
  // Also where the client has left, or nobody waits for a step: what was sent to subgraphs is answered first.
  const ended = stream.ended.then(async (end) => {
    watch.isStopped = true;
    await watch.untilFinished().catch(() => {});
    return end;
  });
  const whole: EventStream<AnswerPart> = {
    ended,
    next: () => stream.next(),
    return: () => stream.return(),
    [Symbol.asyncIterator]: () => whole,
  };
  return whole;
}

/** Gives the parts of one answer, one after another. */
class PartDelivery<TContext> {
  readonly #operation: PartedOperation<TContext>;
  readonly #run: OperationRun<TContext>;
  readonly #watch: PartWatch;
  readonly #errors: PartErrors;
  readonly #delivered = new DeliveredData();
  #pending: readonly PendingPart[] = [];
  /** A fragment that was not sent, for the place it belongs to is null. */
  #dropped: PendingPart | undefined;

  constructor(
    operation: PartedOperation<TContext>,
    run: OperationRun<TContext>,
    watch: PartWatch,
    logger: GatewayLogger,
  ) {
    this.#operation = operation;
    this.#run = run;
    this.#watch = watch;
    this.#errors = new PartErrors(operation.whole, run, operation.sourceOf, logger);
  }

  /** The parts from the first on, with what was found of it. */
  begin(data: ResponseObject, projected: ProjectionRun, pending: readonly PendingPart[]) {
    this.#delivered.add([], data);
    this.#pending = pending;
    const { first } = this.#operation.parted;
    const errors = this.#errors.ofPart(
      first.root,
      rootPlace,
      this.#errorsFor(first.steps),
      projected,
    );
    const part: FirstPart = { data, ...(errors.length > 0 ? { errors } : {}), hasNext: true };
    let isFirst = true;
    return {
      next: async (): Promise<IteratorResult<AnswerPart, undefined>> => {
        if (isFirst) {
          isFirst = false;
          return { done: false, value: part };
        }
        if (this.#pending.length === 0) return { done: true, value: undefined };
        return { done: false, value: await this.#nextPart() };
      },
      return: async () => {
        this.#watch.isStopped = true;
      },
    };
  }

  /** What is left to say when the plan itself has failed. */
  giveUp(): AnswerPart {
    const extensions = { code: 'INTERNAL_SERVER_ERROR' };
    const incremental = this.#pending.map(({ part: { label }, clientPath }) => {
      const path = clientPath.length > 0 ? clientPath : null;
      const errors = [new GraphQLError(neutralMessage, { path, extensions })];
      return payloadOf(clientPath, label, null, errors);
    });
    return { incremental, hasNext: false };
  }

  async #nextPart(): Promise<AnswerPart> {
    for (;;) {
      const incremental = this.#takeReady();
      if (this.#pending.length === 0) return this.#lastPart(incremental);
      if (incremental.length > 0) return { incremental, hasNext: true };
      await this.#watch.changed();
    }
  }

  /** Waits for the whole plan, so that no error is lost that no part has a place for. */
  async #lastPart(payloads: readonly DeferredPayload[]): Promise<AnswerPart> {
    await this.#watch.untilFinished();
    const rest = this.#errors.rest(this.#watch.errorsOf());
    const before = payloads.slice(0, -1);
    const last =
      payloads.at(-1) ??
      (this.#dropped && payloadOf(this.#dropped.clientPath, this.#dropped.part.label, null, []));
    if (rest.length > 0 && last !== undefined) {
      const { path, label, data, errors = [] } = last;
      const all = payloadOf(path, label, data, [...errors, ...rest]);
      return { incremental: [...before, all], hasNext: false };
    }
    return payloads.length > 0 ? { incremental: payloads, hasNext: false } : { hasNext: false };
  }

  /** Those that can be sent now, and what becomes ready by that. */
  #takeReady(): readonly DeferredPayload[] {
    const payloads: DeferredPayload[] = [];
    let ready: readonly PendingPart[];
    do {
      ready = this.#pending.filter(({ part }) => this.#watch.areDone(part.steps));
      this.#pending = this.#pending.filter((pending) => !ready.includes(pending));
      payloads.push(...ready.flatMap((pending) => this.#complete(pending) ?? []));
    } while (ready.length > 0);
    return payloads;
  }

  #complete(pending: PendingPart): DeferredPayload | undefined {
    const { part, clientPath, sourcePath } = pending;
    if (!this.#delivered.has(clientPath)) {
      this.#dropped = pending;
      return undefined;
    }
    const projected: ProjectionRun = { problems: [] };
    const source = valueAt(this.#run.data, sourcePath);
    const completed = part.complete(source, projected) as ResponseObject | undefined;
    const errors = this.#errors.ofPart(part.root, pending, this.#errorsFor(part.steps), projected);
    if (completed === undefined) return payloadOf(clientPath, part.label, null, errors);
    const data = this.#delivered.add(clientPath, completed);
    const { parted } = this.#operation;
    this.#pending = [...this.#pending, ...findPending(parted, part.root, source, data, pending)];
    return payloadOf(clientPath, part.label, data, errors);
  }

  #errorsFor(steps: ReadonlySet<number>) {
    return this.#watch.errorsOf(this.#operation.shownSteps.withFeeders(steps));
  }
}

function payloadOf(
  path: DeferredPayload['path'],
  label: string | undefined,
  data: DeferredPayload['data'],
  errors: readonly GraphQLError[],
): DeferredPayload {
  return {
    path,
    ...(label === undefined ? {} : { label }),
    data,
    ...(errors.length > 0 ? { errors } : {}),
  };
}
