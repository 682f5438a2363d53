import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openServer, type TestServer } from './open-server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await openServer();
});
afterAll(() => server.close());

async function ask(query: string): Promise<unknown> {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  expect(response.status).toBe(200);
  const answer: unknown = await response.json();
  expect(answer).not.toHaveProperty('errors');
  return answer;
}

const rate = '{ numerator denominator percent }';
const figures = (slug: string, yearEnding: number) =>
  ask(`{ council(slug: "${slug}") { performance(yearEnding: ${yearEnding}) {
    source sample investigated upheldPer100k
    upheld ${rate} compliance ${rate} satisfactoryRemedies ${rate}
    similar { upheldPer100k upheld { percent } compliance { percent } satisfactoryRemedies { percent } }
  } } }`);

/** What the Ombudsman printed of a council's year, part by part. */
function printed(parts: {
  investigated: number;
  upheld: number;
  uphold: number;
  complianceOutcomes: number;
  compliance: number;
  remedies: number;
  remedy: number;
  per100k: number;
  similar: { uphold: number; compliance: number; remedy: number; per100k: number };
}) {
  return {
    data: {
      council: {
        performance: {
          source: 'PUBLISHED',
          sample: false,
          investigated: parts.investigated,
          upheldPer100k: parts.per100k,
          upheld: {
            numerator: parts.upheld,
            denominator: parts.investigated,
            percent: parts.uphold,
          },
          compliance: {
            numerator: null,
            denominator: parts.complianceOutcomes,
            percent: parts.compliance,
          },
          satisfactoryRemedies: {
            numerator: parts.remedies,
            denominator: parts.upheld,
            percent: parts.remedy,
          },
          similar: {
            upheldPer100k: parts.similar.per100k,
            upheld: { percent: parts.similar.uphold },
            compliance: { percent: parts.similar.compliance },
            satisfactoryRemedies: { percent: parts.similar.remedy },
          },
        },
      },
    },
  };
}

// Sources: the statistics pages of these councils on the Ombudsman's site; see data/published-figures.csv.
describe('printed figures stand exactly as they were printed', () => {
  it('Kent, year ending 2023', async () => {
    expect(await figures('kent', 2023)).toEqual(
      printed({
        investigated: 61,
        upheld: 53,
        uphold: 87,
        complianceOutcomes: 51,
        compliance: 100,
        remedies: 4,
        remedy: 8,
        per100k: 3.4,
        similar: { uphold: 80, compliance: 100, remedy: 6, per100k: 3.4 },
      }),
    );
  });

  it('Leeds, year ending 2023', async () => {
    expect(await figures('leeds', 2023)).toEqual(
      printed({
        investigated: 54,
        upheld: 37,
        uphold: 69,
        complianceOutcomes: 27,
        compliance: 100,
        remedies: 5,
        remedy: 14,
        per100k: 4.6,
        similar: { uphold: 77, compliance: 99, remedy: 10, per100k: 4.8 },
      }),
    );
  });

  it('Cornwall, year ending 2024', async () => {
    expect(await figures('cornwall', 2024)).toEqual(
      printed({
        investigated: 43,
        upheld: 33,
        uphold: 77,
        complianceOutcomes: 28,
        compliance: 100,
        remedies: 6,
        remedy: 18,
        per100k: 5.7,
        similar: { uphold: 79, compliance: 100, remedy: 13, per100k: 4.6 },
      }),
    );
  });

  it('Cornwall, year ending 2025: 49 of 56 is 88%', async () => {
    expect(
      await ask(
        '{ council(slug: "cornwall") { performance(yearEnding: 2025) { decided upheld { numerator denominator percent } similar { upheld { percent } } } } }',
      ),
    ).toEqual({
      data: {
        council: {
          performance: {
            decided: 196,
            upheld: { numerator: 49, denominator: 56, percent: 88 },
            similar: { upheld: { percent: 80 } },
          },
        },
      },
    });
  });

  it('Bolsover, year ending 2024: no investigation is no percentage, and no 0%', async () => {
    expect(
      await ask(
        '{ council(slug: "bolsover") { performance(yearEnding: 2024) { received upheld { numerator denominator percent } } } }',
      ),
    ).toEqual({
      data: {
        council: {
          performance: { received: 8, upheld: { numerator: 0, denominator: 0, percent: null } },
        },
      },
    });
  });

  it('Runnymede, year ending 2023: nothing was due for compliance', async () => {
    expect(
      await ask(
        '{ council(slug: "runnymede") { performance(yearEnding: 2023) { compliance { denominator percent } satisfactoryRemedies { numerator denominator percent } } } }',
      ),
    ).toEqual({
      data: {
        council: {
          performance: {
            compliance: { denominator: 0, percent: null },
            satisfactoryRemedies: { numerator: 2, denominator: 3, percent: 67 },
          },
        },
      },
    });
  });
});

describe('figures from the sample dataset', () => {
  it('are marked as sample wherever they show', async () => {
    expect(
      await ask(
        '{ council(slug: "dartford") { performance(yearEnding: 2020) { source sample } letters { nodes { sample yearEnding } } } }',
      ),
    ).toMatchObject({
      data: {
        council: {
          performance: { source: 'CASEWORK', sample: true },
          letters: {
            nodes: [2020, 2019, 2018, 2017, 2016].map((yearEnding) => ({
              sample: true,
              yearEnding,
            })),
          },
        },
      },
    });
  });
});
