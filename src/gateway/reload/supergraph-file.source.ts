import { readFile } from 'node:fs/promises';
import { GatewayConfigurationError } from '../gateway-configuration.error.ts';
import type { SupergraphSource } from './supergraph-source.ts';
import { watchFile } from './watch-file.ts';

/** A supergraph in a file, as `redress compose` or another composition tool printed it. Its subgraphs need not be up. */
export function createSupergraphFileSource(path: string): SupergraphSource {
  return {
    async load() {
      const supergraphSdl = await readFile(path, 'utf8').catch((cause: unknown) => {
        throw unreadable(path, cause);
      });
      if (supergraphSdl.trim() === '') throw unreadable(path, new Error('it is empty'));
      return { supergraphSdl, missing: [] };
    },
    watch: (onChange) => watchFile(path, onChange),
  };
}

function unreadable(path: string, cause: unknown): GatewayConfigurationError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file',
    EISDIR: 'it is a folder',
    EACCES: 'it may not be read by this user',
  };
  const reason = reasons[String(code)] ?? (cause instanceof Error ? cause.message : String(cause));
  return new GatewayConfigurationError(
    `[gateway] supergraph: a file with a supergraph was expected at "${path}", but ${reason}. ` +
      'Make one with: redress compose > FILE',
    { cause },
  );
}
