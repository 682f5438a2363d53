import { createHash } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { z } from 'zod';

/** How operations that clients name by a hash are treated. */
export type PersistedOperations =
  /** Clients send texts. */
  | { readonly mode: 'off' }
  /** A text sent once with its SHA-256 can be named by it later (automatic persisted queries). */
  | { readonly mode: 'automatic' }
  /** Only these operations are served: texts by identifier. */
  | { readonly mode: 'safelist'; readonly operations: ReadonlyMap<string, string> };

/** The text that a request stands for. */
export interface FoundText {
  readonly text: string;
  /** To be called when the text has proved good. */
  readonly remember: () => void;
}

/** Finds the text of a request that has one, or names one. */
export interface OperationKeeper {
  /** @throws GraphQLError with a code when there is none, or it may not be used. */
  find(request: PersistedRequest): FoundText | undefined;
}

export interface PersistedRequest {
  readonly query?: string | null | undefined;
  readonly documentId?: string | null | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | null | undefined;
}

/** Characters of texts that `automatic` keeps, all together. */
const maxCharacters = 8_388_608;

const forget = () => {};

export function createOperationKeeper(options: PersistedOperations): OperationKeeper {
  if (options.mode === 'safelist') return createSafelist(options.operations);
  if (options.mode === 'automatic') return createAutomaticKeeper();
  return {
    find: ({ query, ...request }) => {
      if (readIdentifier(request) !== undefined && !query) throw notSupported();
      return query ? { text: query, remember: forget } : undefined;
    },
  };
}

function createSafelist(operations: ReadonlyMap<string, string>): OperationKeeper {
  const texts = new Set(operations.values());
  return {
    find: ({ query, ...request }) => {
      const identifier = readIdentifier(request);
      const named = identifier === undefined ? undefined : operations.get(identifier);
      if (named !== undefined && (!query || query === named)) {
        return { text: named, remember: forget };
      }
      if (identifier === undefined && !query) return undefined;
      if (query && identifier === undefined && texts.has(query)) {
        return { text: query, remember: forget };
      }
      throw refusal(
        'OPERATION_NOT_LISTED',
        'An operation of the manifest was expected, but this is none of them. Have it added, and send it as it is written there.',
      );
    },
  };
}

function createAutomaticKeeper(): OperationKeeper {
  const kept = new Map<string, string>();
  let characters = 0;

  const keep = (hash: string, text: string) => {
    if (kept.has(hash)) return;
    kept.set(hash, text);
    characters += text.length;
    for (const [oldHash, oldText] of kept) {
      if (characters <= maxCharacters) break;
      kept.delete(oldHash);
      characters -= oldText.length;
    }
  };

  return {
    find: ({ query, ...request }) => {
      const identifier = readIdentifier(request)?.toLowerCase();
      if (identifier === undefined) return query ? { text: query, remember: forget } : undefined;
      if (!query) {
        const text = kept.get(identifier);
        if (text === undefined) throw notFound();
        kept.delete(identifier);
        kept.set(identifier, text);
        return { text, remember: forget };
      }
      if (createHash('sha256').update(query).digest('hex') !== identifier) {
        throw refusal(
          'PERSISTED_QUERY_MISMATCH',
          'The SHA-256 of the text in hexadecimal was expected as its hash, but got another.',
        );
      }
      return { text: query, remember: () => keep(identifier, query) };
    },
  };
}

const persistedQuery = z.object({ version: z.literal(1), sha256Hash: z.string().max(200) });

/** The name of an operation: `documentId`, or the hash of automatic persisted queries. */
function readIdentifier({ documentId, extensions }: PersistedRequest): string | undefined {
  if (documentId) return documentId.replace(/^sha256:/, '');
  const given = extensions?.persistedQuery;
  if (given === undefined || given === null) return undefined;
  const parsed = persistedQuery.safeParse(given);
  if (parsed.success) return parsed.data.sha256Hash;
  throw refusal(
    'BAD_REQUEST',
    '"extensions.persistedQuery" must be an object with "version": 1 and a "sha256Hash", but got something else.',
  );
}

/** Clients compare this message word by word, and then send the text. */
function notFound(): GraphQLError {
  return new GraphQLError('PersistedQueryNotFound', {
    extensions: { code: 'PERSISTED_QUERY_NOT_FOUND', http: { status: 200 } },
  });
}

/** Clients compare this message word by word, and then send texts only. */
function notSupported(): GraphQLError {
  return new GraphQLError('PersistedQueryNotSupported', {
    extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED', http: { status: 200 } },
  });
}

function refusal(code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status: 400 } } });
}
