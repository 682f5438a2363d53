import { z } from 'zod';
import { readMarkdown } from '../reports/markdown/read-markdown.ts';
import { ReportError } from '../reports/report-error.ts';
import { StudioError } from '../reports/studio/studio-error.ts';
import type {
  DraftLetter,
  WordingDraft,
  WordingProblem,
} from '../reports/studio/studio-wording.ts';
import { editionByYear } from '../resolvers/reports/edition.loader.ts';
import {
  checkEdition,
  checkMarkdown,
  draftEdition,
  tidy,
} from '../resolvers/reports/edition-draft.ts';
import { commentByCouncil } from '../resolvers/reports/letter.loader.ts';
import type { Redress } from './assemble-redress.ts';
import { reportScopes } from './scopes.ts';

/** What letters of drafts are made with. */
export interface DraftLetterOptions {
  readonly redress: Pick<Redress, 'gateway' | 'engine' | 'createContext'>;
  /** Whether drafts can be shown: where the reports subgraph runs in this process. */
  readonly canPreview: boolean;
}

/** The report whose letters editions and comments stand in. */
const letterReport = 'annual-letter';

const checkText = (text: string) => readMarkdown(text).problems;

const draftSchema = z.object({
  letterDate: z.string(),
  publicationDate: z.string(),
  senderName: z.string(),
  senderAddress: z.array(z.string()),
  contactEmail: z.string(),
  joint: z.boolean(),
  opening: z.array(z.string()),
  figuresNote: z.string().nullable().default(null),
  closing: z.array(z.string()),
  signatoryName: z.string().nullable().default(null),
  signatoryOffices: z.array(z.string()),
  sample: z.boolean(),
  notice: z.string().nullable().default(null),
});

/** The letter to a council that a draft would make, which the graph tells as if it were saved. */
export async function makeDraftLetter(
  { redress: { gateway, engine, createContext }, canPreview }: DraftLetterOptions,
  draft: WordingDraft,
  about: { readonly code: string; readonly slug: string; readonly name: string },
): Promise<DraftLetter> {
  if (!canPreview) {
    throw new StudioError(
      'STUDIO_NO_DATA',
      'A draft cannot be shown here: editions are served elsewhere (REDRESS_SUBGRAPHS). What is saved can be seen under Reports.',
    );
  }
  const { yearEnding } = draft;
  const context = createContext(reportScopes);
  const problems: WordingProblem[] = [];
  if (draft.edition !== undefined) {
    const parsed = draftSchema.safeParse(draft.edition);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new StudioError(
        'STUDIO_REQUEST_INVALID',
        `"edition.${issue?.path.join('.')}": ${issue?.message}.`,
      );
    }
    const edition = draftEdition(yearEnding, parsed.data);
    problems.push(...checkEdition(edition, checkText));
    context.loader(editionByYear).prime(yearEnding, edition);
  }
  if (draft.comment !== undefined) {
    const text = tidy(draft.comment);
    if (text !== null) problems.push(...checkMarkdown('text', text, checkText));
    context.loader(commentByCouncil, yearEnding).prime(about.code, text);
  }
  if (problems.some(({ field }) => /date$/i.test(field))) {
    return { problems, letter: null, failure: null };
  }
  const parameters = { council: about.slug, yearEnding };
  try {
    const { document, operationName } = engine.registry.get(letterReport).query;
    const { variables } = engine.question(letterReport, parameters);
    const { data, errors } = await gateway.execute({
      ...{ document, operationName, variables: { ...variables }, contextValue: context },
    });
    const [first] = errors ?? [];
    if (first !== undefined) return { problems, letter: null, failure: first.message };
    const made = await engine.renderData(letterReport, parameters, data);
    const { subject, html, text } = made;
    return { problems, letter: { council: about.name, subject, html, text }, failure: null };
  } catch (error) {
    if (!(error instanceof ReportError)) throw error;
    return { problems, letter: null, failure: error.message };
  }
}
