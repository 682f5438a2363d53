import type { DocumentNode } from 'graphql';
import type { SupergraphTypes } from '../supergraph/supergraph-types.ts';
import type { SubgraphOperation, SubgraphResponse } from '../transports/subgraph-transport.ts';
import type { AnswerPolicy, FetchPolicy } from './answer-policy.ts';
import { readCacheHints } from './cache-hints.ts';
import { findFetchPolicy } from './fetch-policy.ts';

/** How long answers of one gateway may be kept. */
export interface CacheRules {
  /** Gives what notes, for one fetch of a plan, how long its answers may be kept. The schema is asked once. */
  watch(
    subgraph: string,
    operation: SubgraphOperation,
  ): (run: { readonly policy?: AnswerPolicy | undefined }, response: SubgraphResponse) => void;
}

/** @param respectHeaders Whether `Cache-Control` of subgraphs counts beside their schema. */
export function createCacheRules(
  supergraph: DocumentNode,
  types: Pick<SupergraphTypes, 'possibleTypes'>,
  respectHeaders: boolean,
): CacheRules {
  const scope = { hints: readCacheHints(supergraph), types };
  return {
    watch(subgraph, operation) {
      let known: FetchPolicy | undefined;
      return ({ policy }, { caching }) => {
        if (policy === undefined) return;
        known ??= findFetchPolicy(subgraph, operation.document, scope);
        policy.addFetch(known, respectHeaders ? caching : undefined);
      };
    },
  };
}
