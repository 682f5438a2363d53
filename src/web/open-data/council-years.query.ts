/**
 * The figures of every council in one year, as asked of the graph and as parsed from its answer.
 */
import { z } from 'zod';
import { type AskGraph, GraphUnavailableError } from '../site/graph.ts';

const rateFields = '{ percent numerator denominator }';

const text = `query OpenData($yearEnding: Int!, $after: String) {
  councils(orderBy: { field: NAME, direction: ASC }, first: 100, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes {
      code
      name
      type
      region
      population
      performance(yearEnding: $yearEnding) {
        source
        sample
        sourceNote
        breakNote
        received
        decided
        investigated
        outcomes { outcome count }
        subjects { subject received }
        upheld ${rateFields}
        compliance ${rateFields}
        complianceCounts { onTime late notComplied }
        satisfactoryRemedies ${rateFields}
        upheldPer100k
        similar {
          councilType
          councils
          source
          upheld ${rateFields}
          compliance ${rateFields}
          satisfactoryRemedies ${rateFields}
          upheldPer100k
        }
      }
    }
  }
}`;

const count = z.number().nullable();
const rate = z.object({ percent: count, numerator: count, denominator: count });
const rates = {
  upheld: rate,
  compliance: rate,
  satisfactoryRemedies: rate,
  upheldPer100k: z.number().nullable(),
};

const councilYear = z.object({
  code: z.string(),
  name: z.string(),
  type: z.string(),
  region: z.string(),
  population: count,
  performance: z.object({
    source: z.string(),
    sample: z.boolean(),
    sourceNote: z.string().nullable(),
    breakNote: z.string().nullable(),
    received: count,
    decided: count,
    investigated: count,
    outcomes: z.array(z.object({ outcome: z.string(), count })),
    subjects: z.array(z.object({ subject: z.string(), received: count })),
    complianceCounts: z.object({ onTime: count, late: count, notComplied: count }),
    similar: z
      .object({ councilType: z.string(), councils: count, source: z.string(), ...rates })
      .nullable(),
    ...rates,
  }),
});

/** One council and its figures of one year. */
export type CouncilYear = z.infer<typeof councilYear>;

const page = <Node extends z.ZodType>(node: Node) =>
  z.object({
    councils: z.object({
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
      nodes: z.array(node),
    }),
  });

/**
 * The councils of which anything is known in the year, by name, in pages of at most 100.
 *
 * @throws GraphUnavailableError when any part of a page is missing: a table is whole or is not.
 */
export async function* readCouncilYears(
  ask: AskGraph,
  yearEnding: number,
  signal: AbortSignal,
): AsyncGenerator<readonly CouncilYear[]> {
  for await (const nodes of readCouncils(ask, 'OpenData', text, { yearEnding }, councilYear)) {
    signal.throwIfAborted();
    yield nodes.filter(({ performance }) => performance.source !== 'NONE');
  }
}

const yearsText = `query OpenDataYears($after: String) {
  councils(orderBy: { field: NAME, direction: ASC }, first: 100, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes { performanceHistory { yearEnding sample } }
  }
}`;

const councilHistory = z.object({
  performanceHistory: z.array(z.object({ yearEnding: z.number(), sample: z.boolean() })),
});

/** A year that has tables. */
export interface OpenDataYear {
  readonly yearEnding: number;
  /** How many councils it has figures of. */
  readonly councils: number;
  /** Whether any of them are made-up sample data. */
  readonly sample: boolean;
}

/** The years of which anything is known, the latest first. */
export async function readYears(ask: AskGraph): Promise<readonly OpenDataYear[]> {
  const years = new Map<number, OpenDataYear>();
  for await (const nodes of readCouncils(ask, 'OpenDataYears', yearsText, {}, councilHistory)) {
    for (const { yearEnding, sample } of nodes.flatMap((node) => node.performanceHistory)) {
      const known = years.get(yearEnding);
      years.set(yearEnding, {
        yearEnding,
        councils: (known?.councils ?? 0) + 1,
        sample: sample || known?.sample === true,
      });
    }
  }
  return [...years.values()].sort((a, b) => b.yearEnding - a.yearEnding);
}

async function* readCouncils<Node extends z.ZodType>(
  ask: AskGraph,
  name: string,
  query: string,
  variables: Readonly<Record<string, unknown>>,
  node: Node,
): AsyncGenerator<readonly z.infer<Node>[]> {
  const schema = page(node);
  let after: string | null = null;
  do {
    const { data, errors = [] } = await ask(query, { ...variables, after }).catch(
      (cause: unknown) => {
        throw new GraphUnavailableError(name, [], cause);
      },
    );
    const parsed = schema.safeParse(data);
    if (!parsed.success || errors.length > 0) {
      throw new GraphUnavailableError(name, errors, parsed.error);
    }
    const { nodes, pageInfo }: z.infer<typeof schema>['councils'] = parsed.data.councils;
    yield nodes;
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
}
