import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { CacheHint } from '../../schema/common/cache-hint.ts';
import type { Connection } from '../../schema/common/connection.type.ts';
import { ReportsCouncil } from '../../schema/reports/council.type.ts';
import { Letter } from '../../schema/reports/letter.entity.ts';
import { LetterConnection } from '../../schema/reports/letter-connection.type.ts';
import { LetterFilter } from '../../schema/reports/letter-filter.input.ts';
import { ReportDefinition } from '../../schema/reports/report-definition.type.ts';
import {
  createConnection,
  defaultPageSize,
  formatCursor,
  parsePage,
} from '../common/pagination.ts';
import { parseYearEnding } from '../common/year-ending.ts';
import type { OperationContext } from '../operation-context.ts';
import {
  commentByCouncil,
  hasLetterOfYear,
  letterById,
  letterCountByCouncil,
  lettersByCouncil,
} from './letter.loader.ts';
import { countLetters, findLetters, letterKey } from './letter.repository.ts';

const order = 'letters, latest first';

@Resolver(() => Letter)
export class LetterResolver {
  @Query(() => Letter, {
    nullable: true,
    description:
      'One letter. Null when there is none, or it is not public and you may not read it.',
  })
  letter(
    @Ctx() context: OperationContext,
    @Arg('id', () => ID, { description: 'The letter’s identifier.' }) id: string,
  ): Promise<Letter | null> {
    return context.loader(letterById).load(id);
  }

  @Query(() => LetterConnection, {
    description: 'Letters that you may read, latest year first, then by council.',
  })
  @CacheHint({ maxAge: 0 })
  async letters(
    @Ctx() context: OperationContext,
    @Arg('filter', () => LetterFilter, { nullable: true, description: 'Which letters.' })
    filter: LetterFilter | null | undefined,
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
  ): Promise<Connection<Letter>> {
    const database = context.databases.reports;
    const page = parsePage({ first, after }, order);
    return createConnection(
      await findLetters(database, filter ?? {}, page, context),
      page,
      (letter) => formatCursor(letterKey(letter), order),
      () => countLetters(database, filter ?? {}, context),
    );
  }

  @FieldResolver(() => ReportDefinition, {
    nullable: true,
    description: 'The report that renders it. Null if it is no longer installed.',
  })
  report(@Root() letter: Letter, @Ctx() context: OperationContext): ReportDefinition | null {
    return context.reports?.definitions.find((report) => report.name === letter.reportName) ?? null;
  }

  @FieldResolver(() => ReportsCouncil, { description: 'The council that it is about.' })
  council(@Root() letter: Letter): ReportsCouncil {
    return new ReportsCouncil(letter.councilCode);
  }

  @FieldResolver(() => String, {
    description:
      'Its address on this server without the ending: add `.html`, `.txt`, `.eml` or `.json`. `/letters/2020/dartford`. Letters of other reports than the annual letter need `?report=` behind the ending.',
  })
  path(@Root() letter: Letter): string {
    return `/letters/${letter.yearEnding}/${letter.councilSlug}`;
  }
}

@Resolver(() => ReportsCouncil)
export class ReportsCouncilResolver {
  @FieldResolver(() => LetterConnection, {
    nullable: true,
    description: 'Letters about this council that you may read, latest year first.',
  })
  async letters(
    @Root() council: ReportsCouncil,
    @Ctx() context: OperationContext,
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
  ): Promise<Connection<Letter>> {
    const page = parsePage({ first, after }, order);
    return createConnection(
      await context.loader(lettersByCouncil, page).load(council.code),
      page,
      (letter) => formatCursor(letterKey(letter), order),
      () => context.loader(letterCountByCouncil).load(council.code),
    );
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'What this council’s letter of a year says to it alone: paragraphs divided by empty lines. Null where there is nothing, or the letter is not public and you may not read it.',
  })
  async letterComment(
    @Root() council: ReportsCouncil,
    @Ctx() context: OperationContext,
    @Arg('yearEnding', () => Int, { description: 'The year ending 31 March, for example 2020.' })
    yearEnding: number,
  ): Promise<string | null> {
    const year = parseYearEnding(yearEnding);
    const text = await context.loader(commentByCouncil, year).load(council.code);
    if (text === null || context.may('letters:read')) return text;
    return (await context.loader(hasLetterOfYear, year).load(council.code)) ? text : null;
  }
}
