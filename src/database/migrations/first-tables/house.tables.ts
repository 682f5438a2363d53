import { key, longText, optional, type TableDescription, text } from '../table-description.ts';

/** Tables of the house itself, which no subgraph owns. */
export const houseTables: readonly TableDescription[] = [
  {
    name: 'api_key',
    columns: {
      prefix: key(text(16)),
      hash: text(64),
      name: text(120),
      scopes: longText,
      created_at: text(30),
      revoked_at: optional(text(30)),
    },
    uniqueIndexes: { api_key_hash: ['hash'] },
  },
  {
    name: 'loaded_dataset',
    columns: { name: key(text(40)), version: text(40) },
  },
];
