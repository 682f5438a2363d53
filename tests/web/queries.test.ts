import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { type DocumentNode, Kind, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { composeSupergraph } from '../../src/gateway/supergraph/compose-supergraph.ts';
import { buildPublicSchema } from '../../src/gateway/supergraph/public-schema.ts';
import { createSubgraphs } from '../../src/resolvers/subgraphs.ts';
import { compareQuery, suggestionQuery } from '../../src/web/site/compare/compare.query.ts';
import { councilQuery } from '../../src/web/site/council/council.query.ts';
import { councilListQuery } from '../../src/web/site/councils/council-list.query.ts';
import { decisionQuery } from '../../src/web/site/decisions/decision.query.ts';
import { decisionListQuery } from '../../src/web/site/decisions/decision-list.query.ts';
import {
  letterArchiveQuery,
  namedCouncilsQuery,
} from '../../src/web/site/letters/letter-archive.query.ts';
import { mapYearQuery } from '../../src/web/site/map/map-year.query.ts';
import { COUNCIL_NAMES_QUERY } from '../../src/web/site/message/near-matches.ts';
import { reviewQuery } from '../../src/web/site/review/review.query.ts';

const schema = buildPublicSchema(parse(composeSupergraph(createSubgraphs())));
const examples = readFileSync(
  new URL('../../src/web/explorer/examples.graphql', import.meta.url),
  'utf8',
);

function findProblems(document: DocumentNode): string[] {
  return validate(schema, document).map((problem) => problem.message);
}

describe('queries of the site', () => {
  test.each([
    ['list', councilListQuery.query.source],
    ['map', mapYearQuery.query.source],
    ['council', councilQuery.query.source],
    ['names', COUNCIL_NAMES_QUERY],
    ['comparison', compareQuery.query.source],
    ['suggestions', suggestionQuery.source],
    ['decisions', decisionListQuery.query.source],
    ['decision', decisionQuery.query.source],
    ['review', reviewQuery.query.source],
    ['archive of letters', letterArchiveQuery.source],
    ['councils by name', namedCouncilsQuery.source],
  ])('%s fits the supergraph', (_name, text) => {
    expect(findProblems(parse(text))).toEqual([]);
  });

  test.each([councilListQuery, councilQuery, mapYearQuery, reviewQuery])(
    '$query.operationName can leave out every part',
    ({ query, parts }) => {
      for (const [variable, fields] of Object.entries(parts)) {
        for (const field of fields) {
          expect(query.source).toMatch(
            new RegExp(`${field}(: \\w+)?(\\([^)]*\\))? @include\\(if: \\$${variable}\\)`),
          );
        }
      }
    },
  );
});

describe('examples of the explorer', () => {
  test('fit the supergraph', () => {
    expect(findProblems(parse(examples))).toEqual([]);
  });

  test('are named operations, each with a comment above it', () => {
    const operations = parse(examples).definitions.flatMap((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION ? [definition] : [],
    );
    expect(operations.length).toBeGreaterThanOrEqual(5);
    for (const operation of operations) {
      expect(operation.name).toBeDefined();
      expect(operation.loc?.startToken.prev?.kind).toBe('Comment');
    }
  });

  test('have comments that fit half a window', () => {
    const long = examples.split('\n').filter((line) => line.startsWith('#') && line.length > 52);
    expect(long).toEqual([]);
  });
});
