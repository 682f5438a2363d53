import { printSubgraphSchema } from '@apollo/subgraph';
import { execute, parse, print } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OperationContext, subgraphNames } from '../../src/resolvers/operation-context.ts';
import { createSubgraph, createSubgraphs } from '../../src/resolvers/subgraphs.ts';
import { openGraph } from './ask-graph.ts';
import { alder, openSmallDatabase } from './small-database.ts';

type Database = Awaited<ReturnType<typeof openSmallDatabase>>;
let database: Database;

beforeAll(async () => {
  database = await openSmallDatabase();
});
afterAll(() => database.destroy());

describe.each(subgraphNames)('the subgraph %s', (name) => {
  const subgraph = createSubgraph(name);

  it('has the schema that is on record', async () => {
    await expect(`${print(subgraph.typeDefs)}\n`).toMatchFileSnapshot(`schemas/${name}.graphql`);
  });

  it('describes every type, field, argument and value', () => {
    const silent: string[] = [];
    for (const definition of subgraph.typeDefs.definitions) {
      if (!('name' in definition) || !definition.name || !('description' in definition)) continue;
      const type = definition.name.value;
      const isStub = [
        'Council',
        'Decision',
        'CouncilPerformance',
        'SimilarAverage',
        'NationalPerformance',
        'GroupPerformance',
        'Query',
        'Mutation',
        'Subscription',
      ].includes(type);
      if (!definition.description && !isStub) silent.push(type);
      const members =
        'fields' in definition
          ? (definition.fields ?? [])
          : 'values' in definition
            ? (definition.values ?? [])
            : [];
      for (const member of members) {
        const isKeyOfStub =
          isStub && ['code', 'reference', 'id', 'yearEnding'].includes(member.name.value);
        if (!member.description && !isKeyOfStub) silent.push(`${type}.${member.name.value}`);
        for (const argument of 'arguments' in member ? (member.arguments ?? []) : []) {
          if (!argument.description)
            silent.push(`${type}.${member.name.value}(${argument.name.value})`);
        }
      }
    }
    expect(silent).toEqual([]);
  });

  it('is a plain Federation 2 subgraph that tells its own schema', async () => {
    const result = await execute({
      schema: subgraph.schema,
      document: parse('{ _service { sdl } }'),
    });
    expect(JSON.stringify(result.data)).toContain('https://specs.apollo.dev/federation/v2.9');
    expect(printSubgraphSchema(subgraph.schema)).toContain('@key(fields: "code"');
  });

  it('leaves the rest of the answer whole when it is down', async () => {
    const graph = openGraph(await openSmallDatabase(), name);
    const { data, errors } = await graph.ask(`{
      council(slug: "alder") { slug publicReports { reference } serviceImprovements { totalCount } training(yearEnding: 2020) { yearEnding } letters { totalCount } }
      editions { yearEnding } trainingYear(yearEnding: 2020) { courses } decision(reference: "19 000 001") { reference }
    }`);
    expect({ data, errors }).toMatchSnapshot();
    expect(errors.length).toBeGreaterThan(0);
    await graph.close();
  });
});

describe('_entities', () => {
  const decisions = createSubgraph('decisions');
  const ask = (representations: unknown) =>
    execute({
      schema: decisions.schema,
      document: parse(
        'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Council { code } ... on CouncilPerformance { received } } }',
      ),
      variableValues: { r: representations },
      contextValue: new OperationContext(
        {
          councils: database,
          decisions: database,
          recommendations: database,
          training: database,
          reports: database,
        },
        new Set(),
      ),
    });

  it('finds entities by key', async () => {
    const { data } = await ask([
      { __typename: 'Council', code: alder },
      { __typename: 'CouncilPerformance', id: `${alder}-2020` },
      { __typename: 'CouncilPerformance', id: 'nonsense' },
    ]);
    expect(JSON.parse(JSON.stringify(data))).toEqual({
      _entities: [{ code: alder }, { received: 6 }, null],
    });
  });

  it('refuses a key that is no text', async () => {
    const { errors } = await ask([{ __typename: 'Council', code: { $gt: '' } }]);
    expect(errors?.map(({ message }) => message)).toEqual([
      '"representations.code" must be text, but got {"$gt":""}.',
    ]);
  });
});

describe('createSubgraphs', () => {
  it('makes all five in order', () => {
    expect(createSubgraphs().map(({ name }) => name)).toEqual([...subgraphNames]);
  });
});
