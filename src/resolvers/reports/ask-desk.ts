import { GraphQLError } from 'graphql';
import type { OperationContext } from '../operation-context.ts';
import type { RunDesk } from './run-desk.ts';

/** What makes runs. @throws GraphQLError `RUNS_UNAVAILABLE` where nothing may be written. */
export function runDesk(context: OperationContext): RunDesk {
  if (context.runs) return context.runs;
  throw new GraphQLError('Runs cannot be read or changed here: this server has no desk for them.', {
    extensions: { code: 'RUNS_UNAVAILABLE' },
  });
}

/** Asks for something to be done. What cannot be done is told with its code. */
export async function askDesk<T>(
  context: OperationContext,
  ask: (desk: RunDesk) => Promise<T>,
): Promise<T> {
  try {
    return await ask(runDesk(context));
  } catch (error) {
    if (error instanceof Error && error.name === 'RunError' && 'code' in error) {
      throw new GraphQLError(error.message, { extensions: { code: error.code } });
    }
    throw error;
  }
}
