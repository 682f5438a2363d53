import type { QueryRunner } from 'typeorm';
import { Letter } from '../../schema/reports/letter.entity.ts';
import { Run } from '../../schema/reports/run.entity.ts';
import type { RunState } from '../../schema/reports/run-state.enum.ts';
import { RunError } from './run-error.ts';

/** The run, which must be at one of these stages. @throws RunError */
export async function findRun(
  runner: QueryRunner,
  id: string,
  doing: string,
  states: readonly RunState[],
): Promise<Run> {
  const run = await runner.manager.getRepository(Run).findOneBy({ id });
  if (run === null) {
    throw new RunError('RUN_NOT_FOUND', `There is no run ${JSON.stringify(id.slice(0, 60))}.`);
  }
  if (states.includes(run.state)) return run;
  throw new RunError(
    'RUN_STATE_WRONG',
    `[run:${id}] ${doing}: expected the run to be ${states.join(' or ')}, but it is ${run.state}.`,
  );
}

/** The letter. @throws RunError */
export async function findLetterOfRun(runner: QueryRunner, id: string): Promise<Letter> {
  const letter = await runner.manager.getRepository(Letter).findOneBy({ id });
  if (letter !== null) return letter;
  throw new RunError(
    'RUN_LETTER_NOT_FOUND',
    `There is no letter ${JSON.stringify(id.slice(0, 60))}.`,
  );
}
