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
} from 'type-graphql';
import { ReportsCouncil } from '../../schema/reports/council.type.ts';
import { CouncilComment } from '../../schema/reports/council-comment.entity.ts';
import { WordingChange } from '../../schema/reports/wording-change.entity.ts';
import { inputError } from '../common/input-error.ts';
import { parseYearEnding } from '../common/year-ending.ts';
import type { OperationContext } from '../operation-context.ts';
import { editionDesk, wordingOf } from './edition-change.resolver.ts';
import { checkMarkdown, draftError, tidy } from './edition-draft.ts';
import { commentByCouncil } from './letter.loader.ts';
import { changesByCouncil } from './wording-change.loader.ts';

const yearDescription = 'The year ending 31 March that the letter is about, for example 2020.';

@Resolver(() => CouncilComment)
export class CouncilCommentResolver {
  @Query(() => [CouncilComment], {
    nullable: true,
    description:
      'The comments in a year’s letters, by code of council. Needs the scope `letters:read`.',
  })
  @Directive('@requiresScopes(scopes: [["letters:read"]])')
  @Directive('@listSize(assumedSize: 350)')
  councilComments(
    @Ctx() context: OperationContext,
    @Arg('yearEnding', () => Int, { description: yearDescription }) yearEnding: number,
  ): Promise<CouncilComment[]> {
    return context.databases.reports.getRepository(CouncilComment).find({
      where: { yearEnding: parseYearEnding(yearEnding) },
      order: { councilCode: 'ASC' },
    });
  }

  @Query(() => CouncilComment, {
    nullable: true,
    description:
      'What a council’s letter of a year says to it alone; `text` is null where it says nothing. Needs the scope `letters:read`.',
  })
  @Directive('@requiresScopes(scopes: [["letters:read"]])')
  async councilComment(
    @Ctx() context: OperationContext,
    @Arg('council', () => ID, { description: 'ONS code of the council: `E07000107`.' })
    council: string,
    @Arg('yearEnding', () => Int, { description: yearDescription }) yearEnding: number,
  ): Promise<CouncilComment> {
    const year = parseYearEnding(yearEnding);
    const code = parseCode(council);
    const text = await context.loader(commentByCouncil, year).load(code);
    return Object.assign(new CouncilComment(), { councilCode: code, yearEnding: year, text });
  }

  @Mutation(() => CouncilComment, {
    description:
      'Saves what a council’s letter of a year says to it alone. Letters that are kept already stay as they are. Needs the scope `letters:publish`.',
  })
  @Directive('@requiresScopes(scopes: [["letters:publish"]])')
  async saveCouncilComment(
    @Ctx() context: OperationContext,
    @Arg('council', () => ID, { description: 'ONS code of the council: `E07000107`.' })
    council: string,
    @Arg('yearEnding', () => Int, { description: yearDescription }) yearEnding: number,
    @Arg('text', () => String, {
      nullable: true,
      description:
        'Markdown limited to paragraphs, emphasis, lists and links (`https:`, `http:`, `mailto:`), up to 20,000 characters. Null or empty takes the comment out.',
    })
    text: string | null | undefined,
    @Arg('basedOn', () => Int, {
      nullable: true,
      description:
        'The `version` that was read: where another has saved since, nothing is saved and the code is `WORDING_CHANGED`. Left out: over whatever is there.',
    })
    basedOn?: number | null,
  ): Promise<CouncilComment> {
    const desk = editionDesk(context);
    const councilCode = parseCode(council);
    const year = parseYearEnding(yearEnding);
    const tidied = tidy(text);
    const problems =
      tidied === null ? [] : checkMarkdown('text', tidied, (words) => desk.checkText(words));
    if (problems.length > 0) throw draftError(problems);
    if ((await desk.isCouncil(councilCode)) === false) {
      throw inputError('council', 'the ONS code of a council that is here', council);
    }
    const comment = Object.assign(new CouncilComment(), {
      councilCode,
      yearEnding: year,
      text: tidied,
    });
    const saved = wordingOf(
      await desk.saveComment(comment, {
        by: context.callerId ?? 'unknown caller',
        basedOn: basedOn ?? null,
      }),
      `The comment for ${councilCode} in ${year}`,
    );
    context.loader(commentByCouncil, year).clear(councilCode);
    context.loader(changesByCouncil, year).clear(councilCode);
    return saved;
  }

  @FieldResolver(() => ReportsCouncil, { description: 'The council whose letter it stands in.' })
  council(@Root() comment: CouncilComment): ReportsCouncil {
    return new ReportsCouncil(comment.councilCode);
  }

  @FieldResolver(() => Int, {
    description: 'How often it was changed here since it was loaded; 0 for never.',
  })
  async version(@Root() comment: CouncilComment, @Ctx() context: OperationContext) {
    const { yearEnding, councilCode } = comment;
    const changes = await context.loader(changesByCouncil, yearEnding).load(councilCode);
    return changes[0]?.number ?? 0;
  }

  @FieldResolver(() => [WordingChange], {
    nullable: true,
    description: 'Every change, the last first. Needs the scope `letters:read`.',
  })
  @Directive('@requiresScopes(scopes: [["letters:read"]])')
  @Directive('@listSize(assumedSize: 20)')
  changes(@Root() comment: CouncilComment, @Ctx() context: OperationContext) {
    return context.loader(changesByCouncil, comment.yearEnding).load(comment.councilCode);
  }
}

function parseCode(council: string): string {
  const code = council.trim().toUpperCase();
  if (/^E\d{8}$/.test(code)) return code;
  throw inputError('council', 'an ONS code such as E07000107', council);
}
