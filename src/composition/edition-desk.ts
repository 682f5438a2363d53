import type { DataSource, EntityManager } from 'typeorm';
import { z } from 'zod';
import { onOwnConnection } from '../database/own-connection.ts';
import { inWriteTransaction } from '../database/write-transaction.ts';
import { readMarkdown } from '../reports/markdown/read-markdown.ts';
import type {
  EditionDesk,
  SavedWording,
  WordingRequest,
} from '../resolvers/reports/edition-desk.ts';
import { wholeYear } from '../resolvers/reports/wording-change.loader.ts';
import { CouncilComment } from '../schema/reports/council-comment.entity.ts';
import { Edition } from '../schema/reports/edition.entity.ts';
import { WordingChange } from '../schema/reports/wording-change.entity.ts';

/** What the desk knows beyond the database of the reports subgraph. */
export interface EditionDeskOptions {
  /** Whether there is a council with this code. Default: nobody can tell. */
  readonly isCouncil?: (code: string) => Promise<boolean>;
  /** The clock. */
  readonly now?: () => Date;
}

/** The desk that changes editions and comments, for mutations. */
export function createEditionDesk(
  database: DataSource,
  { isCouncil, now = () => new Date() }: EditionDeskOptions = {},
): EditionDesk {
  const change = <T>(work: (manager: EntityManager) => Promise<T>) =>
    onOwnConnection(database, (writing) =>
      inWriteTransaction(writing, ({ reports: { manager } }) => work(manager)),
    );

  return {
    checkText: (text) => readMarkdown(text).problems,
    isCouncil: async (code) => isCouncil?.(code),

    saveEdition: (edition, request) =>
      change(async (manager) => {
        const { yearEnding, ...after } = edition;
        const editions = manager.getRepository(Edition);
        const current = await editions.findOneBy({ yearEnding });
        const { yearEnding: _, ...before } = current ?? edition;
        return record(manager, {
          ...{ yearEnding, councilCode: wholeYear, request, at: now().toISOString() },
          ...{ before: current === null ? null : before, after, wording: edition },
          write: () => editions.save(edition),
        });
      }),

    saveComment: (comment, request) =>
      change(async (manager) => {
        const { yearEnding, councilCode, text } = comment;
        const comments = manager.getRepository(CouncilComment);
        const current = await comments.findOneBy({ yearEnding, councilCode });
        return record(manager, {
          ...{ yearEnding, councilCode, request, at: now().toISOString() },
          ...{ before: current?.text ?? null, after: text, wording: comment },
          write: () =>
            text === null ? comments.delete({ yearEnding, councilCode }) : comments.save(comment),
        });
      }),
  };
}

interface Recording<Wording> {
  readonly yearEnding: number;
  readonly councilCode: string;
  readonly request: WordingRequest;
  readonly at: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly wording: Wording;
  readonly write: () => Promise<unknown>;
}

/** Writes what changed with its record; nothing where nothing did, or another came first. */
async function record<Wording>(
  manager: EntityManager,
  { yearEnding, councilCode, request, at, before, after, wording, write }: Recording<Wording>,
): Promise<SavedWording<Wording>> {
  const changes = manager.getRepository(WordingChange);
  const last = await changes.findOne({
    where: { yearEnding, councilCode },
    order: { number: 'DESC' },
  });
  const version = last?.number ?? 0;
  if (last !== null && request.basedOn !== null && request.basedOn !== version) {
    return { kind: 'stale', version, by: last.by, at: last.at };
  }
  if (isSame(before, after)) return { kind: 'saved', wording };
  await write();
  await changes.save(
    Object.assign(new WordingChange(), {
      ...{ yearEnding, councilCode, number: version + 1, at, by: request.by },
      ...{ before, after },
    }),
  );
  return { kind: 'saved', wording };
}

function isSame(before: unknown, after: unknown): boolean {
  return JSON.stringify(sorted(before)) === JSON.stringify(sorted(after));
}

function sorted(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  return Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** Whether the graph has a council with this code. */
export async function isCouncil(
  ask: (
    document: string,
    variables: Readonly<Record<string, unknown>>,
  ) => Promise<{ readonly data?: unknown }>,
  code: string,
): Promise<boolean> {
  const { data } = await ask('query IsCouncil($code: ID!) { council(code: $code) { code } }', {
    code,
  });
  return z.object({ council: z.object({}).nullable() }).parse(data).council !== null;
}
