import DataLoader from 'dataloader';
import type { OperationContext } from '../operation-context.ts';

/** How rows of one kind are read in batches. Made once; each operation makes its own loader of it. */
export interface LoaderDefinition<K, V, A = undefined> {
  /** Key and shape, for example `councilByCode`; unique. */
  readonly name: string;
  /** Whether what it reads is of no one council, so that operations which belong together read it once. */
  readonly isCommon: boolean;
  create(context: OperationContext, variant: A): DataLoader<K, V, unknown>;
}

const definedNames = new Set<string>();

/**
 * Declares how rows of one kind are read in batches.
 *
 * @param name Says key and shape: `councilByCode`, `decisionsByCouncil`.
 * @param read Reads all keys of a batch, in as many statements however many keys. Keys that are missing from the map
 *   resolve to `missing`.
 * @param isCommon For what is read by year or as a whole: operations that belong together share it. Default: false.
 * @throws When the name is taken.
 */
export function defineLoader<K extends string | number, V, M, A = undefined>(
  name: string,
  read: (keys: readonly K[], context: OperationContext, variant: A) => Promise<ReadonlyMap<K, V>>,
  missing: (key: K) => M,
  { isCommon = false }: { readonly isCommon?: boolean } = {},
): LoaderDefinition<K, V | M, A> {
  if (definedNames.has(name)) throw new Error(`[loader:${name}] is defined twice.`);
  definedNames.add(name);
  return {
    name,
    isCommon,
    create: (context, variant) => {
      const loader = new DataLoader<K, V | M, unknown>(
        async (keys) => {
          try {
            const found = await read(keys, context, variant);
            return keys.map((key) => found.get(key) ?? missing(key));
          } catch (error) {
            // Operations that come later ask again: the database may be back.
            for (const key of keys) loader.clear(key);
            throw error;
          }
        },
        { name },
      );
      return loader;
    },
  };
}
