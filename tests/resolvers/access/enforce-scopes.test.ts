import { execute, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asDatabases } from '../../../src/database/databases.ts';
import { readRequiredScopes } from '../../../src/resolvers/access/enforce-scopes.ts';
import {
  OperationContext,
  type Scope,
  subgraphNames,
} from '../../../src/resolvers/operation-context.ts';
import { createSubgraph } from '../../../src/resolvers/subgraphs.ts';
import { alder, openSmallDatabase } from '../small-database.ts';

type Database = Awaited<ReturnType<typeof openSmallDatabase>>;
let database: Database;
beforeAll(async () => {
  database = await openSmallDatabase();
});
afterAll(() => database.destroy());

/** Asks the councils subgraph itself, as a program could that has no gateway in front of it. */
async function askAlone(query: string, scopes: readonly Scope[] = []) {
  const { data, errors = [] } = await execute({
    schema: createSubgraph('councils').schema,
    document: parse(query),
    contextValue: new OperationContext(asDatabases(database), new Set(scopes)),
  });
  const codes = errors.map(({ path, extensions }) => `${path?.join('.')} ${extensions.code}`);
  return { data: JSON.parse(JSON.stringify(data)), codes };
}

const officers = `{ council(code: "${alder}") { name officers { id name } } }`;
const entity = (key: string) =>
  `{ _entities(representations: [{ __typename: "Officer", id: "${key}" }]) { ... on Officer { name } } }`;
const viaCouncil = `{ _entities(representations: [{ __typename: "Council", code: "${alder}" }]) { ... on Council { officers { name } } } }`;

describe('a subgraph that is asked without a gateway', () => {
  it.each([[[]], [['letters:read', 'casework:write']]] as const)(
    'gives nothing that @requiresScopes guards to scopes %j',
    async (scopes) => {
      const { data } = await askAlone(officers, ['casework:read']);
      const { id, name } = data.council.officers[0];
      expect(name.length).toBeGreaterThan(3);
      for (const query of [officers, entity(id), viaCouncil]) {
        const answer = await askAlone(query, scopes);
        expect(JSON.stringify(answer.data)).not.toContain(name);
        expect(answer.codes).toEqual([expect.stringContaining('FORBIDDEN')]);
      }
    },
  );

  it.each(['casework:read', 'admin'] as const)('gives it to the scope %s', async (scope) => {
    const { data } = await askAlone(officers, [scope]);
    const { id, name } = data.council.officers[0];
    expect((await askAlone(entity(id), [scope])).data._entities).toEqual([{ name }]);
    expect((await askAlone(viaCouncil, [scope])).codes).toEqual([]);
  });

  it('guards officers, history, runs, rendering and writing, and nothing that is public', () => {
    const required = subgraphNames.flatMap((name) => [
      ...readRequiredScopes(createSubgraph(name).typeDefs),
    ]);
    expect(Object.fromEntries(required)).toEqual({
      CorrectedValue: 'casework:read',
      Correction: 'casework:read',
      'Decision.corrections': 'casework:read',
      'Query.corrections': 'casework:read',
      'Recommendation.corrections': 'casework:read',
      'Mutation.withdrawDecision': 'casework:write',
      'CouncilPerformance.correctionsSinceFrozen': 'casework:read',
      'Mutation.freezeYear': 'letters:publish',
      'Mutation.unfreezeYear': 'letters:publish',
      'Query.figureFreezes': 'letters:read',
      Officer: 'casework:read',
      'Mutation.renderReport': 'letters:render',
      'CouncilComment.changes': 'letters:read',
      Delivery: 'letters:read',
      DeliveryRecipient: 'casework:read',
      'Edition.changes': 'letters:read',
      'Letter.differences': 'letters:read',
      'Letter.failure': 'letters:read',
      'Letter.renderState': 'letters:read',
      'Letter.run': 'letters:read',
      'Letter.transitions': 'letters:read',
      LetterDifference: 'letters:read',
      'Mutation.approveRun': 'letters:publish',
      'Mutation.correctLetter': 'letters:publish',
      'Mutation.issueRun': 'letters:publish',
      'Mutation.publishRun': 'letters:publish',
      'Mutation.renderLetterAgain': 'letters:publish',
      'Mutation.saveCouncilComment': 'letters:publish',
      'Mutation.saveEdition': 'letters:publish',
      'Mutation.settleDelivery': 'letters:publish',
      'Mutation.startRun': 'letters:publish',
      'Query.councilComment': 'letters:read',
      'Query.councilComments': 'letters:read',
      'Query.deliveries': 'letters:read',
      'Query.run': 'letters:read',
      'Query.runs': 'letters:read',
      Run: 'letters:read',
      RunProgress: 'letters:read',
      'Subscription.runProgress': 'letters:read',
      WordingChange: 'letters:read',
    });
  });
});

describe('readRequiredScopes', () => {
  it('refuses more than one scope in a place, which our subgraphs do not keep', () => {
    for (const scopes of ['[["a", "b"]]', '[["a"], ["b"]]', '[]']) {
      expect(() =>
        readRequiredScopes(parse(`type A @requiresScopes(scopes: ${scopes}) { b: Int }`)),
      ).toThrow();
    }
  });
});
