import { Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import { Letter } from '../../schema/reports/letter.entity.ts';
import { LetterDifference } from '../../schema/reports/letter-difference.type.ts';
import { Run } from '../../schema/reports/run.entity.ts';
import { Transition } from '../../schema/reports/transition.type.ts';
import { DateTimeScalar } from '../../schema/scalars/date-time.scalar.ts';
import type { OperationContext } from '../operation-context.ts';
import { runDesk } from './ask-desk.ts';
import { asSeen } from './letter-access.ts';
import { contentByLetter, runById, transitionsByLetter, versionsOfLetter } from './run.loader.ts';

const notKept = 'Null for a letter that is not kept: it is rendered when it is asked for.';

/** What a letter says, and what became of it. */
@Resolver(() => Letter)
export class LetterContentResolver {
  @FieldResolver(() => String, { nullable: true, description: `Its subject line. ${notKept}` })
  async subject(@Root() letter: Letter, @Ctx() context: OperationContext): Promise<string | null> {
    return (await context.loader(contentByLetter).load(letter.id))?.subject ?? null;
  }

  @FieldResolver(() => String, { nullable: true, description: `Its HTML document. ${notKept}` })
  async html(@Root() letter: Letter, @Ctx() context: OperationContext): Promise<string | null> {
    return (await context.loader(contentByLetter).load(letter.id))?.readBodies().html ?? null;
  }

  @FieldResolver(() => String, { nullable: true, description: `Its plain text. ${notKept}` })
  async text(@Root() letter: Letter, @Ctx() context: OperationContext): Promise<string | null> {
    return (await context.loader(contentByLetter).load(letter.id))?.readBodies().text ?? null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: `Version of the report that made it. ${notKept}`,
  })
  async reportVersion(
    @Root() letter: Letter,
    @Ctx() context: OperationContext,
  ): Promise<string | null> {
    return (await context.loader(contentByLetter).load(letter.id))?.reportVersion ?? null;
  }

  @FieldResolver(() => DateTimeScalar, {
    nullable: true,
    description: `When it was rendered. ${notKept}`,
  })
  async renderedAt(
    @Root() letter: Letter,
    @Ctx() context: OperationContext,
  ): Promise<string | null> {
    return (await context.loader(contentByLetter).load(letter.id))?.renderedAt ?? null;
  }

  @FieldResolver(() => Letter, {
    nullable: true,
    description: 'The letter to the same council that took its place. Null where none did.',
  })
  async supersededBy(
    @Root() letter: Letter,
    @Ctx() context: OperationContext,
  ): Promise<Letter | null> {
    const all = await context.loader(versionsOfLetter).load(letter.id);
    const later = all.find(
      (one) => one && one.version > letter.version && asSeen(one, context).state === 'PUBLISHED',
    );
    return later ?? null;
  }

  @FieldResolver(() => Letter, {
    nullable: true,
    description:
      'The letter before it to the same council about the same year, if you may read it.',
  })
  async supersedes(
    @Root() letter: Letter,
    @Ctx() context: OperationContext,
  ): Promise<Letter | null> {
    const all = await context.loader(versionsOfLetter).load(letter.id);
    return all.findLast((one) => one !== undefined && one.version < letter.version) ?? null;
  }

  @FieldResolver(() => Run, {
    nullable: true,
    description:
      'The run that made it. Null for one that is rendered when it is asked for. Needs the scope `letters:read`.',
  })
  @Directive('@requiresScopes(scopes: [["letters:read"]])')
  run(@Root() letter: Letter, @Ctx() context: OperationContext): Promise<Run | null> | null {
    return letter.runId === null ? null : context.loader(runById).load(letter.runId);
  }

  @FieldResolver(() => [Transition], {
    nullable: true,
    description: 'What was done to it, the first first. Needs the scope `letters:read`.',
  })
  @Directive('@requiresScopes(scopes: [["letters:read"]])')
  @Directive('@listSize(assumedSize: 10)')
  transitions(@Root() letter: Letter, @Ctx() context: OperationContext): Promise<Transition[]> {
    return context.loader(transitionsByLetter).load(letter.id);
  }

  @FieldResolver(() => [LetterDifference], {
    nullable: true,
    description:
      'Everything that is another today than when it was rendered: empty where nothing is. Null for a letter that is not kept, or where data cannot be asked for. Needs the scope `letters:read`.',
  })
  @Directive('@requiresScopes(scopes: [["letters:read"]])')
  @Directive('@listSize(assumedSize: 20)')
  async differences(
    @Root() letter: Letter,
    @Ctx() context: OperationContext,
  ): Promise<LetterDifference[] | null> {
    const [found] = await runDesk(context).findDifferences([letter]);
    return found ?? null;
  }
}
