import type { Connection, PageInfo } from '../../schema/common/connection.type.ts';
import { inputError } from './input-error.ts';

/** The longest page that a client may ask for. */
export const maxPageSize = 100;

/** The length of a page when a client says nothing, or null. */
export const defaultPageSize = 20;

/** What a cursor holds: the values that the list is ordered by, the last of them unique. */
export type CursorKey = readonly (string | number | boolean | null)[];

export interface PageArguments {
  /** Items on the page, 1 to 100. Null: 20. */
  first: number | null;
  /** Cursor of the item after which the page begins. */
  after?: string | null | undefined;
}

/** A page to read: how many items, and behind which key. */
export interface PageRequest {
  first: number;
  after: CursorKey | null;
}

/**
 * Reads `first` and `after`.
 *
 * @param order Names the order of the list, so that a cursor of another order is refused.
 * @throws BAD_USER_INPUT when `first` is out of range or `after` is no cursor of this list.
 */
export function parsePage(page: PageArguments, order: string): PageRequest {
  const first = page.first ?? defaultPageSize;
  if (first < 1 || first > maxPageSize) {
    throw inputError('first', `a number from 1 to ${maxPageSize}`, first);
  }
  return { first, after: page.after == null ? null : parseCursor(page.after, order) };
}

function parseCursor(cursor: string, order: string): CursorKey {
  const expected = 'a cursor from this list in this order (pageInfo.endCursor)';
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(parsed) && parsed[0] === order && parsed.length > 1) {
      const key: unknown[] = parsed.slice(1);
      if (key.every(isCursorPart)) return key;
    }
  } catch {
    // Not JSON: told below.
  }
  throw inputError('after', expected, cursor);
}

function isCursorPart(part: unknown): part is string | number | boolean | null {
  return part === null || ['string', 'number', 'boolean'].includes(typeof part);
}

/** The opaque cursor of an item. */
export function formatCursor(key: CursorKey, order: string): string {
  return Buffer.from(JSON.stringify([order, ...key])).toString('base64url');
}

/**
 * A page made of the rows that were read for it.
 *
 * @param rows One row more than asked for where there is a next page.
 */
export function createConnection<T>(
  rows: readonly T[],
  page: PageRequest,
  cursorOf: (row: T) => string,
  totalCount: () => number | Promise<number>,
): Connection<T> {
  const nodes = rows.slice(0, page.first);
  const edges = nodes.map((node) => ({ cursor: cursorOf(node), node }));
  const pageInfo: PageInfo = {
    hasNextPage: rows.length > page.first,
    hasPreviousPage: page.after !== null,
    startCursor: edges.at(0)?.cursor ?? null,
    endCursor: edges.at(-1)?.cursor ?? null,
  };
  return { edges, nodes, pageInfo, totalCount };
}
