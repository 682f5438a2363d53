import type { FetchNodePathSegment, FetchRewrite } from '@graphql-hive/router-query-planner';
import type { SupergraphTypes } from '../supergraph/supergraph-types.ts';
import { expandTypes, hasType } from './flatten-path.ts';
import { isResponseObject } from './merge-data.ts';

/** Changes a value in place: a key gets its client name back, or a type name is set. */
export type Rewrite = (value: unknown) => void;

type Step = { readonly key: string } | { readonly types: ReadonlySet<string> };

export function compileRewrite(rewrite: FetchRewrite, types: SupergraphTypes): Rewrite {
  if ('KeyRenamer' in rewrite) {
    const { path, renameKeyTo } = rewrite.KeyRenamer;
    return compileSteps(path, types, (object, key) => {
      if (key === renameKeyTo || !(key in object)) return;
      object[renameKeyTo] = object[key];
      delete object[key];
    });
  }
  const { path, setValueTo } = 'ValueSetter' in rewrite ? rewrite.ValueSetter : rewrite;
  return compileSteps(path, types, (object, key) => {
    if (key in object) object[key] = setValueTo;
  });
}

/** New names of response keys, to mend error paths with: subgraph key to client key. */
export function renamedKeys(rewrites: readonly FetchRewrite[]): ReadonlyMap<string, string> {
  const renamed = new Map<string, string>();
  for (const rewrite of rewrites) {
    if (!('KeyRenamer' in rewrite)) continue;
    const last = rewrite.KeyRenamer.path.at(-1);
    if (last && 'Key' in last) renamed.set(last.Key, rewrite.KeyRenamer.renameKeyTo);
  }
  return renamed;
}

function compileSteps(
  path: readonly FetchNodePathSegment[],
  types: SupergraphTypes,
  change: (object: Record<string, unknown>, key: string) => void,
): Rewrite {
  const steps: Step[] = path.map((segment) =>
    'Key' in segment ? { key: segment.Key } : { types: expandTypes(segment.TypenameEquals, types) },
  );
  const walk = (value: unknown, index: number): void => {
    if (Array.isArray(value)) {
      for (const item of value) walk(item, index);
      return;
    }
    const step = steps[index];
    if (!isResponseObject(value) || step === undefined) return;
    if ('types' in step) {
      if (hasType(value, step.types)) walk(value, index + 1);
    } else if (index === steps.length - 1) change(value, step.key);
    else walk(value[step.key], index + 1);
  };
  return (value) => walk(value, 0);
}
