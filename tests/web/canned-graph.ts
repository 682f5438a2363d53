/**
 * A stand-in for the graph in tests of the site: three councils, and parts that can be made to fail.
 */

import Fastify, { type FastifyInstance } from 'fastify';
import { describeDataPackage } from '../../src/database/exports/data-package.ts';
import { writeCsv } from '../../src/database/exports/write-csv.ts';
import { writeXlsx } from '../../src/database/exports/write-xlsx.ts';
import type { OpenDataWriters } from '../../src/web/open-data/open-data-routes.ts';
import type { GraphAnswer, GraphProblem } from '../../src/web/site/graph.ts';
import { createSite } from '../../src/web/site.plugin.ts';

const RATE = { percent: 45, numerator: 9, denominator: 20 };
const NO_CASES = { percent: null, numerator: 0, denominator: 0 };

export function cannedYear(overrides: Record<string, unknown> = {}) {
  return {
    yearEnding: 2020,
    source: 'CASEWORK',
    sample: true,
    sourceNote: null,
    breakNote: null,
    received: 31,
    decided: 29,
    investigated: 20,
    upheld: RATE,
    compliance: { percent: 100, numerator: 7, denominator: 7 },
    complianceCounts: { onTime: 6, late: 1, notComplied: 0 },
    satisfactoryRemedies: { percent: 0, numerator: 0, denominator: 9 },
    upheldPer100k: 8,
    outcomes: [
      { outcome: 'NOT_UPHELD', count: 11 },
      { outcome: 'UPHELD', count: 9 },
    ],
    subjects: [{ subject: 'HOUSING', received: 31, decided: 29, upheld: 9 }],
    recommendationCounts: { themes: [{ theme: 'Staff training', count: 3, late: 0 }] },
    similar: {
      councilType: 'DISTRICT',
      councils: 188,
      source: 'CASEWORK',
      upheld: { percent: 48, numerator: 480, denominator: 1000 },
      compliance: { percent: 99, numerator: 990, denominator: 1000 },
      satisfactoryRemedies: { percent: 13, numerator: 62, denominator: 480 },
      upheldPer100k: 2,
    },
    ...overrides,
  };
}

export function cannedCouncil(slug: string, name: string, overrides: Record<string, unknown> = {}) {
  return {
    code: 'E07000107',
    slug,
    name,
    shortName: name.replace(' Borough Council', ''),
    type: 'DISTRICT',
    region: 'South East',
    population: 112606,
    startDate: null,
    endDate: null,
    successors: [],
    predecessors: [],
    performance: cannedYear(),
    performanceHistory: [cannedYear({ yearEnding: 2019 }), cannedYear()],
    letters: {
      nodes: [
        { yearEnding: 2019, path: `/letters/2019/${slug}` },
        { yearEnding: 2020, path: `/letters/2020/${slug}` },
      ],
    },
    decisions: {
      totalCount: 29,
      nodes: [
        {
          reference: '19 007 429',
          decidedOn: '2020-03-02',
          subject: 'HOUSING',
          category: 'Housing',
          subcategory: 'Repairs',
          outcome: 'UPHELD',
          summary: 'A tenant complained about a roof.',
          sample: true,
          publicReport: null,
        },
      ],
      pageInfo: { hasNextPage: false, endCursor: null },
      facets: {
        subjects: [{ subject: 'HOUSING', count: 29 }],
        outcomes: [{ outcome: 'UPHELD', count: 9 }],
        years: [{ yearEnding: 2020, count: 29 }],
      },
    },
    publicReports: [],
    serviceImprovements: { totalCount: 0, nodes: [] },
    training: { courses: [], seminars: [] },
    ...overrides,
  };
}

const CANNED = [
  cannedCouncil('ashford', 'Ashford Borough Council', {
    performance: cannedYear({ upheld: NO_CASES }),
  }),
  cannedCouncil('dartford', 'Dartford Borough Council'),
  cannedCouncil('leeds', 'Leeds City Council', { type: 'METROPOLITAN' }),
];

export interface CannedGraphOptions {
  readonly councils?: readonly ReturnType<typeof cannedCouncil>[];
  readonly hasNextPage?: boolean;
  readonly totalCount?: number;
  /** Variables whose part fails, each with the error that a subgraph in trouble leaves. */
  readonly failing?: readonly string[];
  /** Answer everything with these errors and no data. */
  readonly errors?: readonly GraphProblem[];
  /** Reject, as an unreachable graph does. */
  readonly unreachable?: boolean;
}

const FIELDS: readonly (readonly [string, string])[] = [
  ['figures', 'performance'],
  ['history', 'performanceHistory'],
  ['compliance', 'compliance'],
  ['compliance', 'complianceCounts'],
  ['themes', 'recommendationCounts'],
  ['letters', 'letters'],
  ['decisions', 'decisions'],
  ['reports', 'publicReports'],
  ['improvements', 'serviceImprovements'],
  ['training', 'training'],
];

const PATHS: Readonly<Record<string, readonly (string | number)[]>> = {
  compliance: ['council', 'performanceHistory', 0, 'compliance'],
};

/** An `ask` over canned councils, with a record of what it was asked. */
export function createCannedGraph(options: CannedGraphOptions = {}) {
  const asked: { query: string; variables: Readonly<Record<string, unknown>> }[] = [];
  const councils = options.councils ?? CANNED;

  function prune(council: Record<string, unknown>, variables: Readonly<Record<string, unknown>>) {
    const left = FIELDS.filter(([part]) => variables[part] !== true);
    const dropped = new Set(left.map(([, field]) => field));
    const without = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(without);
      if (typeof value !== 'object' || value === null) return value;
      const kept = Object.entries(value).filter(([field]) => !dropped.has(field));
      return Object.fromEntries(kept.map(([field, inner]) => [field, without(inner)]));
    };
    return without(council);
  }

  const ask = async (
    query: string,
    variables: Readonly<Record<string, unknown>>,
  ): Promise<GraphAnswer> => {
    // Asked for the frame of pages and not for one of them.
    const isOfFrame = query.includes('query SampleData');
    if (!isOfFrame) asked.push({ query, variables });
    if (options.unreachable === true) throw new Error('connect ECONNREFUSED');
    if (options.errors !== undefined) return { data: null, errors: options.errors };
    if (isOfFrame) {
      const sample = councils.some(({ performance }) =>
        JSON.stringify(performance ?? null).includes('"sample":true'),
      );
      return { data: { nationalPerformance: { sample } } };
    }
    const broken = (options.failing ?? []).filter((part) => variables[part] === true);
    if (broken.length > 0) {
      const errors = broken.map((part) => ({
        message: 'The subgraph did not answer.',
        path: PATHS[part] ?? ['council', new Map(FIELDS).get(part) ?? part],
        extensions: { code: 'SUBGRAPH_UNAVAILABLE' },
      }));
      return { data: { councils: null, council: null }, errors };
    }
    if (query.includes('council(slug:')) {
      const found = councils.find((council) => council.slug === variables.slug);
      const breakYears =
        variables.history === true
          ? { breakYears: [{ yearEnding: 2023, note: 'New process.' }] }
          : {};
      return {
        data: { ...breakYears, council: found === undefined ? null : prune(found, variables) },
      };
    }
    const filter = variables.filter as { search?: string } | undefined;
    const wanted = (filter?.search ?? '').toLowerCase();
    const nodes = councils
      .filter((council) => council.name.toLowerCase().includes(wanted))
      .map((council) => prune(council, variables));
    const hasNextPage = options.hasNextPage === true && variables.after == null;
    return {
      data: {
        councils: {
          totalCount: options.totalCount ?? nodes.length,
          pageInfo: { hasNextPage, endCursor: nodes.length === 0 ? null : 'Y3Vyc29y' },
          nodes,
        },
      },
    };
  };
  return { ask, asked };
}

/** The writers that the server has too. */
export const testWriters: OpenDataWriters = {
  csv: writeCsv,
  xlsx: (columns, rows, name) => writeXlsx(columns, rows, { name }),
  describe: describeDataPackage,
};

/** A server that carries the site and nothing else. The caller closes it. */
export async function openSite(
  options: CannedGraphOptions = {},
): Promise<{ app: FastifyInstance; asked: ReturnType<typeof createCannedGraph>['asked'] }> {
  const { ask, asked } = createCannedGraph(options);
  const app = Fastify({ logger: false });
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send({ errors: [{ extensions: { code: 'NOT_FOUND' } }] }),
  );
  await app.register(
    createSite({
      ask,
      publicUrl: 'https://redress.example.org',
      openData: testWriters,
    }),
  );
  return { app, asked };
}
