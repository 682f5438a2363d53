import {
  Arg,
  Ctx,
  Directive,
  FieldResolver,
  ID,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import type { Connection } from '../../schema/common/connection.type.ts';
import { CouncilFilter } from '../../schema/councils/council-filter.input.ts';
import { Letter } from '../../schema/reports/letter.entity.ts';
import { Run } from '../../schema/reports/run.entity.ts';
import { RunConnection } from '../../schema/reports/run-connection.type.ts';
import { RunProgress } from '../../schema/reports/run-progress.type.ts';
import { Transition } from '../../schema/reports/transition.type.ts';
import { DateTimeScalar } from '../../schema/scalars/date-time.scalar.ts';
import { JsonScalar } from '../../schema/scalars/json.scalar.ts';
import { assertScope } from '../access/enforce-scopes.ts';
import {
  createConnection,
  defaultPageSize,
  formatCursor,
  parsePage,
} from '../common/pagination.ts';
import { parseYearEnding } from '../common/year-ending.ts';
import type { OperationContext } from '../operation-context.ts';
import { askDesk, runDesk } from './ask-desk.ts';
import { runById, transitionsByRun } from './run.loader.ts';
import { countRuns, findRuns } from './run.repository.ts';
import { isSettled, ProgressReader } from './run-progress.ts';

const needsPublish = 'Needs the scope `letters:publish`.';
const idDescription = 'The run’s identifier.';

@Resolver(() => Run)
export class RunResolver {
  @Query(() => Run, {
    nullable: true,
    description: 'One run. Null when there is none. Needs the scope `letters:read`.',
  })
  @Directive('@requiresScopes(scopes: [["letters:read"]])')
  run(
    @Ctx() context: OperationContext,
    @Arg('id', () => ID, { description: idDescription }) id: string,
  ): Promise<Run | null> {
    return context.loader(runById).load(id);
  }

  @Query(() => RunConnection, {
    nullable: true,
    description: 'Runs, the last started first. Needs the scope `letters:read`.',
  })
  @Directive('@requiresScopes(scopes: [["letters:read"]])')
  async runs(
    @Ctx() context: OperationContext,
    @Arg('yearEnding', () => Int, {
      nullable: true,
      description: 'Only of this year ending 31 March.',
    })
    yearEnding: number | null | undefined,
    @Arg('report', () => String, {
      nullable: true,
      description: 'Only of this report: `annual-letter`.',
    })
    report: string | null | undefined,
    @Arg('first', () => Int, {
      nullable: true,
      defaultValue: defaultPageSize,
      description: 'Items on the page, 1 to 100.',
    })
    first: number | null,
    @Arg('after', () => String, {
      nullable: true,
      description: 'Cursor after which the page begins.',
    })
    after?: string | null,
  ): Promise<Connection<Run>> {
    const database = context.databases.reports;
    const page = parsePage({ first, after }, 'runs');
    const filter = { yearEnding, report };
    return createConnection(
      await findRuns(database, filter, page),
      page,
      (run) => formatCursor([run.startedAt, run.id], 'runs'),
      () => countRuns(database, filter),
    );
  }

  @FieldResolver(() => JsonScalar, {
    nullable: true,
    description:
      'Which councils it is about: a `CouncilFilter`. Null: all that have figures for the year.',
  })
  councils(@Root() run: Run): unknown {
    return run.councils;
  }

  @FieldResolver(() => RunProgress, { nullable: true, description: 'How far it is.' })
  progress(@Root() run: Run, @Ctx() context: OperationContext): Promise<RunProgress | null> {
    return new ProgressReader(runDesk(context), async () => run).read();
  }

  @FieldResolver(() => [Transition], { description: 'What was done to it, the first first.' })
  @Directive('@listSize(assumedSize: 10)')
  transitions(@Root() run: Run, @Ctx() context: OperationContext): Promise<Transition[]> {
    return context.loader(transitionsByRun).load(run.id);
  }

  @Mutation(() => Run, {
    description: `Starts a run: one letter a council, rendered from today’s data and kept. It comes back at once; \`runProgress\` tells how far it is. ${needsPublish}`,
  })
  @Directive('@requiresScopes(scopes: [["letters:publish"]])')
  startRun(
    @Ctx() context: OperationContext,
    @Arg('report', () => String, { description: 'Name of the report: `annual-letter`.' })
    report: string,
    @Arg('yearEnding', () => Int, { description: 'The year ending 31 March, for example 2020.' })
    yearEnding: number,
    @Arg('councils', () => CouncilFilter, {
      nullable: true,
      description: 'Which councils. All that have figures for the year if left out.',
    })
    councils?: CouncilFilter | null,
  ): Promise<Run> {
    const by = callerOf(context);
    const filter = councils == null ? null : { ...councils };
    const year = parseYearEnding(yearEnding);
    return askDesk(context, (desk) =>
      desk.startRun({ report, yearEnding: year, councils: filter, by }),
    );
  }

  @Mutation(() => Run, {
    description: `Approves a run whose letters are rendered, and freezes the figures of its year. By another than who started it, unless settings allow it. ${needsPublish}`,
  })
  @Directive('@requiresScopes(scopes: [["letters:publish"]])')
  approveRun(
    @Ctx() context: OperationContext,
    @Arg('id', () => ID, { description: idDescription }) id: string,
    @Arg('leaveOutFailed', () => Boolean, {
      defaultValue: false,
      description: 'Whether letters that failed are left out: they are never sent.',
    })
    leaveOutFailed: boolean,
  ): Promise<Run> {
    const by = callerOf(context);
    return askDesk(context, (desk) => desk.approveRun({ id, by, leaveOutFailed }));
  }

  @Mutation(() => Run, {
    description: `Gives the letters of an approved run to be sent to the councils’ officers, under embargo. ${needsPublish}`,
  })
  @Directive('@requiresScopes(scopes: [["letters:publish"]])')
  issueRun(
    @Ctx() context: OperationContext,
    @Arg('id', () => ID, { description: idDescription }) id: string,
  ): Promise<Run> {
    return askDesk(context, (desk) => desk.issueRun({ id, by: callerOf(context) }));
  }

  @Mutation(() => Run, {
    description: `Sets the moment at which the letters of an issued run become public, or another one while it has not come. ${needsPublish}`,
  })
  @Directive('@requiresScopes(scopes: [["letters:publish"]])')
  publishRun(
    @Ctx() context: OperationContext,
    @Arg('id', () => ID, { description: idDescription }) id: string,
    @Arg('at', () => DateTimeScalar, {
      nullable: true,
      description: 'The moment, by the clock of the server. Now if left out.',
    })
    at?: string | null,
  ): Promise<Run> {
    const by = callerOf(context);
    return askDesk(context, (desk) => desk.publishRun({ id, by, at: at ?? null }));
  }

  @Mutation(() => Letter, {
    description: `Renders one letter of a draft again, from today’s data. ${needsPublish}`,
  })
  @Directive('@requiresScopes(scopes: [["letters:publish"]])')
  renderLetterAgain(
    @Ctx() context: OperationContext,
    @Arg('id', () => ID, { description: 'The letter’s identifier.' }) letterId: string,
    @Arg('reason', () => String, { nullable: true, description: 'Why, for the record.' })
    reason?: string | null,
  ): Promise<Letter> {
    const by = callerOf(context);
    return askDesk(context, (desk) =>
      desk.renderLetterAgain({ letterId, by, reason: reason ?? null }),
    );
  }

  @Mutation(() => Run, {
    description: `Starts a run of one letter that takes the place of one that was issued or published. Both stay. The council’s figures are frozen anew. ${needsPublish}`,
  })
  @Directive('@requiresScopes(scopes: [["letters:publish"]])')
  correctLetter(
    @Ctx() context: OperationContext,
    @Arg('id', () => ID, { description: 'Identifier of the letter that is corrected.' })
    letterId: string,
    @Arg('reason', () => String, { description: 'Why, for the record.' }) reason: string,
  ): Promise<Run> {
    const by = callerOf(context);
    return askDesk(context, (desk) => desk.correctLetter({ letterId, by, reason }));
  }

  @Subscription(() => RunProgress, {
    nullable: true,
    description:
      'How far a run is, each time that something changed, until nothing of it is under way. Null, once, when there is none. Needs the scope `letters:read`.',
    subscribe: ({ args, context }) => watchRun(context, String(args.id)),
  })
  @Directive('@requiresScopes(scopes: [["letters:read"]])')
  runProgress(
    @Root() progress: RunProgress | null,
    @Arg('id', () => ID, { description: idDescription }) _id: string,
  ): RunProgress | null {
    return progress;
  }
}

/** Progress each time that it changed, until the run is settled. */
async function* watchRun(
  context: OperationContext,
  id: string,
): AsyncGenerator<RunProgress | null> {
  // Before anything is said: how much is said would tell what there is.
  assertScope(context, 'letters:read', 'Subscription.runProgress');
  const desk = runDesk(context);
  const repository = context.databases.reports.getRepository(Run);
  const reader = new ProgressReader(desk, () => repository.findOneBy({ id }));
  for (let last = ''; ; ) {
    const progress = await reader.read();
    const { perSecond, secondsLeft, ...counts } = progress ?? {};
    const text = JSON.stringify(counts);
    if (text !== last) yield progress;
    if (progress === null || isSettled(progress)) return;
    last = text;
    await desk.nextChange();
  }
}

function callerOf(context: OperationContext): string {
  return context.callerId ?? 'unknown caller';
}
