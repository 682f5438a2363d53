import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { QueryPlanner as HivePlanner } from '@graphql-hive/router-query-planner';
import { GatewayConfigurationError } from '../gateway-configuration.error.ts';

/** The planner's native program. */
export type PlannerBinding = { readonly QueryPlanner: typeof HivePlanner };

const require = createRequire(import.meta.url);
const packageName = '@graphql-hive/router-query-planner';

let binding: PlannerBinding | undefined;

/**
 * The planner, loaded on first use rather than on import, so that a platform without a program for it is told so in a
 * sentence.
 *
 * @param load How it is loaded. For tests.
 * @throws GatewayConfigurationError where there is no program for this platform.
 */
export function loadPlannerBinding(load?: () => PlannerBinding): PlannerBinding {
  if (load === undefined && binding !== undefined) return binding;
  try {
    const loaded = load === undefined ? (require(packageName) as PlannerBinding) : load();
    if (load === undefined) binding = loaded;
    return loaded;
  } catch (cause) {
    const platforms = readPlatforms().join(', ');
    throw new GatewayConfigurationError(
      `[gateway] the query planner has programs for ${platforms}, but none that runs on this machine ` +
        `(${process.platform}-${process.arch}${isMusl() ? '-musl' : ''}). Run Redress on one of those, for example ` +
        'in a container of node:24.',
      { cause },
    );
  }
}

/** The platforms for which the package has a program, by the names of its files. */
function readPlatforms(): string[] {
  const files = readdirSync(dirname(require.resolve(packageName)));
  return files.flatMap((file) => /^[^.]+\.(.+)\.node$/.exec(file)?.[1] ?? []).sort();
}

/** Whether this Linux has musl in place of glibc, as Alpine has. */
function isMusl(): boolean {
  if (process.platform !== 'linux') return false;
  const report = process.report?.getReport() as { header?: object } | undefined;
  return report?.header !== undefined && !('glibcVersionRuntime' in report.header);
}
