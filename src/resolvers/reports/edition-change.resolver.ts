import { GraphQLError } from 'graphql';
import { Arg, Ctx, Directive, FieldResolver, Int, Mutation, Resolver, Root } from 'type-graphql';
import { Edition } from '../../schema/reports/edition.entity.ts';
import { EditionInput } from '../../schema/reports/edition.input.ts';
import { WordingChange } from '../../schema/reports/wording-change.entity.ts';
import { parseYearEnding } from '../common/year-ending.ts';
import type { OperationContext } from '../operation-context.ts';
import { editionByYear } from './edition.loader.ts';
import type { EditionDesk, SavedWording } from './edition-desk.ts';
import { checkEdition, draftEdition, draftError } from './edition-draft.ts';
import { changesByEdition } from './wording-change.loader.ts';

@Resolver(() => Edition)
export class EditionChangeResolver {
  @Mutation(() => Edition, {
    description:
      'Saves what all letters of a year share, for a new year or one that has an edition. Letters that are kept already stay as they are. Every field that is wrong is named. Needs the scope `letters:publish`.',
  })
  @Directive('@requiresScopes(scopes: [["letters:publish"]])')
  async saveEdition(
    @Ctx() context: OperationContext,
    @Arg('yearEnding', () => Int, { description: 'The year ending 31 March, for example 2020.' })
    yearEnding: number,
    @Arg('edition', () => EditionInput, { description: 'All that it says.' })
    input: EditionInput,
    @Arg('basedOn', () => Int, {
      nullable: true,
      description:
        'The `version` that was read, 0 for a year without edition: where another has saved since, nothing is saved and the code is `WORDING_CHANGED`. Left out: over whatever is there.',
    })
    basedOn?: number | null,
  ): Promise<Edition> {
    const desk = editionDesk(context);
    const edition = draftEdition(parseYearEnding(yearEnding), input);
    const problems = checkEdition(edition, (text) => desk.checkText(text));
    if (problems.length > 0) throw draftError(problems);
    const saved = wordingOf(
      await desk.saveEdition(edition, {
        by: context.callerId ?? 'unknown caller',
        basedOn: basedOn ?? null,
      }),
      `The edition of ${yearEnding}`,
    );
    context.loader(editionByYear).clear(yearEnding);
    context.loader(changesByEdition).clear(yearEnding);
    return saved;
  }

  @FieldResolver(() => Int, {
    description: 'How often it was changed here since it was loaded; 0 for never.',
  })
  async version(@Root() edition: Edition, @Ctx() context: OperationContext): Promise<number> {
    const changes = await context.loader(changesByEdition).load(edition.yearEnding);
    return changes[0]?.number ?? 0;
  }

  @FieldResolver(() => [WordingChange], {
    nullable: true,
    description: 'Every change, the last first. Needs the scope `letters:read`.',
  })
  @Directive('@requiresScopes(scopes: [["letters:read"]])')
  @Directive('@listSize(assumedSize: 20)')
  changes(@Root() edition: Edition, @Ctx() context: OperationContext): Promise<WordingChange[]> {
    return context.loader(changesByEdition).load(edition.yearEnding);
  }
}

/** What was saved. @throws GraphQLError `WORDING_CHANGED` where another came first. */
export function wordingOf<Wording>(saved: SavedWording<Wording>, subject: string): Wording {
  if (saved.kind === 'saved') return saved.wording;
  const { version, by, at } = saved;
  throw new GraphQLError(
    `${subject} was changed by ${by} at ${at}, after you had read it. Nothing was saved: read version ${version}, and save yours over it if it still holds.`,
    { extensions: { code: 'WORDING_CHANGED', version, by, at } },
  );
}

/** The desk at which editions are changed. @throws GraphQLError `CASEWORK_READ_ONLY` where there is none. */
export function editionDesk(context: OperationContext): EditionDesk {
  if (context.editions) return context.editions;
  throw new GraphQLError(
    'Editions can only be read here. Send the mutation to a server that may write its database.',
    { extensions: { code: 'CASEWORK_READ_ONLY' } },
  );
}
