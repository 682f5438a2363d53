import { z } from 'zod';

/** Subgraphs that may have a database of their own. */
const subgraphs = ['councils', 'decisions', 'recommendations', 'training', 'reports'] as const;

/** URLs of databases by the names of the subgraphs that have them to themselves. */
export type SubgraphDatabases = Readonly<Partial<Record<(typeof subgraphs)[number], string>>>;

/** How the URL of a database is read: its form; what it names is looked at when it is opened. */
export const databaseUrl = z
  .string()
  .regex(
    /^(sqlite:.|postgres(ql)?:\/\/.)/,
    'must be "sqlite:" and a file or "postgres://" and a server, for example sqlite:var/redress.sqlite',
  );

/** How each of these settings is read. */
export const subgraphDatabaseVariables = {
  REDRESS_DATABASE_COUNCILS: databaseUrl.optional(),
  REDRESS_DATABASE_DECISIONS: databaseUrl.optional(),
  REDRESS_DATABASE_RECOMMENDATIONS: databaseUrl.optional(),
  REDRESS_DATABASE_TRAINING: databaseUrl.optional(),
  REDRESS_DATABASE_REPORTS: databaseUrl.optional(),
} as const;

type DatabaseVariables = z.infer<z.ZodObject<typeof subgraphDatabaseVariables>>;

/** The databases that subgraphs have to themselves. */
export function readSubgraphDatabases(given: DatabaseVariables): SubgraphDatabases {
  return Object.fromEntries(
    subgraphs.flatMap((name) => {
      // Uppercase<…> is what toUpperCase gives for these names.
      const url = given[`REDRESS_DATABASE_${name.toUpperCase() as Uppercase<typeof name>}`];
      return url === undefined ? [] : [[name, url]];
    }),
  );
}
