import type { Run } from '../../schema/reports/run.entity.ts';
import { RunProgress } from '../../schema/reports/run-progress.type.ts';
import type { RunDesk, RunStanding } from './run-desk.ts';

/** Reads how far a run is, with the rate since it was first read. */
export class ProgressReader {
  #first: { at: number; done: number } | null = null;

  constructor(
    readonly desk: RunDesk,
    readonly readRun: () => Promise<Run | null>,
    readonly now: () => number = () => performance.now(),
  ) {}

  /** Null when there is no such run any more. */
  async read(): Promise<RunProgress | null> {
    const run = await this.readRun();
    if (run === null) return null;
    const standing = (await this.desk.standings([run.id])).get(run.id);
    if (standing === undefined) return null;
    const { done, left } = workOf(standing);
    this.#first ??= { at: this.now(), done };
    const seconds = (this.now() - this.#first.at) / 1000;
    const made = done - this.#first.done;
    const perSecond = made > 0 && seconds > 0 ? made / seconds : null;
    return Object.assign(new RunProgress(), {
      ...standing,
      state: run.state,
      perSecond,
      secondsLeft: left === 0 ? 0 : perSecond === null ? null : left / perSecond,
    });
  }
}

/** Whether nothing of a run is under way. */
export function isSettled(progress: RunProgress): boolean {
  return progress.total !== null && progress.pending === 0 && progress.toSend === 0;
}

/** Letters while some are to be rendered, messages after that. */
function workOf(standing: RunStanding): { done: number; left: number } {
  const { total, rendered, failed, pending, sent, sendingFailed, inDoubt, toSend } = standing;
  const isRendering = total === null || pending > 0 || toSend + sent === 0;
  return isRendering
    ? { done: rendered + failed, left: total === null ? 1 : pending }
    : { done: rendered + failed + sent + sendingFailed + inDoubt, left: toSend };
}
