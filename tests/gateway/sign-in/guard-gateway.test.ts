import { parse } from 'graphql';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Caller } from '../../../src/gateway/sign-in/caller.ts';
import { publicCaller } from '../../../src/gateway/sign-in/caller.ts';
import { guardGateway } from '../../../src/gateway/sign-in/guard-gateway.ts';
import { createGuardedGraph, type GuardedGraph } from './guarded-graph.ts';

const signedIn = (...scopes: string[]): Caller => ({ id: 'key 1', scopes: new Set(scopes) });
const everything = signedIn('a', 'b', 'c', 'level', 'secret', 'pay');

let graph: GuardedGraph;
beforeEach(() => {
  graph = createGuardedGraph();
});

async function ask(query: string, caller: Caller = publicCaller, variables = {}) {
  const execute = guardGateway(graph.gateway);
  const { data, errors = [] } = await execute(
    { document: parse(query), variables, contextValue: {} },
    caller,
  );
  const problems = errors.map(({ path, extensions }) => `${path?.join('.')} ${extensions.code}`);
  return { data: data && JSON.parse(JSON.stringify(data)), problems, errors };
}

describe('guardGateway', () => {
  it('gives null with an error for what needs a credential, and the rest', async () => {
    expect(await ask('{ open note }')).toMatchObject({
      data: { open: 'open', note: null },
      errors: [
        {
          message:
            'Query.note needs a caller that is signed in. Send a credential in the Authorization header.',
          path: ['note'],
          extensions: { code: 'UNAUTHENTICATED' },
        },
      ],
    });
    expect(graph.touched).toEqual([]);
    expect(await ask('{ open note }', signedIn())).toMatchObject({
      data: { note: 'note' },
      problems: [],
    });
  });

  it('says which scopes are missing', async () => {
    const { errors } = await ask('{ either }', signedIn('a'));
    expect(errors[0]).toMatchObject({
      message:
        'Query.either needs the scope "a" with "b" or "c". Send a credential that has it in the Authorization header.',
      extensions: { code: 'FORBIDDEN', scopes: [[['a', 'b'], ['c']]] },
    });
  });

  it.each([
    [['a'], false],
    [['b'], false],
    [['a', 'b'], true],
    [['c'], true],
    [[], false],
  ])('lets scopes %j have a field for "a" with "b", or "c": %s', async (scopes, allowed) => {
    const { data, problems } = await ask('{ either }', signedIn(...scopes));
    expect([data, problems]).toEqual(
      allowed ? [{ either: 'either' }, []] : [{ either: null }, ['either FORBIDDEN']],
    );
  });

  it('lets null travel outwards where it must not be', async () => {
    expect(await ask('{ open strict }')).toMatchObject({
      data: null,
      problems: ['strict FORBIDDEN'],
    });
    expect(await ask('{ open box { open box { hidden } } }')).toMatchObject({
      data: { open: 'open', box: null },
      problems: ['box.box.hidden UNAUTHENTICATED'],
    });
  });

  it('guards fields of an entity that another subgraph resolves', async () => {
    expect(await ask('{ people { name grade salary } }', signedIn())).toMatchObject({
      data: {
        people: [
          { name: 'Ann', grade: 7, salary: null },
          { name: 'Bo', grade: 7, salary: null },
        ],
      },
      problems: ['people.0.salary FORBIDDEN', 'people.1.salary FORBIDDEN'],
    });
    expect(graph.touched).toEqual([]);
    expect((await ask('{ people { salary } }', signedIn('pay'))).data).toEqual({
      people: [{ salary: 100 }, { salary: 100 }],
    });
  });

  it('guards a type wherever it may come: as itself, behind an interface, behind a union', async () => {
    expect(await ask('{ secret { code } }')).toMatchObject({
      data: { secret: null },
      problems: ['secret FORBIDDEN'],
    });
    // An interface that a restricted type implements is restricted itself, by the rules of composition.
    expect(await ask('{ open node(id: "1") { ... on Person { name } } }')).toMatchObject({
      data: { open: 'open', node: null },
      problems: ['node FORBIDDEN'],
    });
    expect(
      await ask(
        '{ found { ... on Person { name email } ...S } } fragment S on Secret { key: code }',
      ),
    ).toMatchObject({
      data: { found: [{ name: 'Ann', email: null }, { key: null }] },
      problems: ['found.0.email UNAUTHENTICATED', 'found.1.key FORBIDDEN'],
    });
    expect(await ask('{ found { ... on Node { name } } }')).toMatchObject({
      data: { found: [{ name: null }, { name: null }] },
    });
    expect(graph.touched).toEqual([]);
  });

  it('guards a field of an interface that one of its types restricts', async () => {
    expect(await ask('{ titled { __typename title } }')).toMatchObject({
      data: {
        titled: [
          { __typename: 'Book', title: null },
          { __typename: 'Diary', title: null },
        ],
      },
      problems: ['titled.0.title FORBIDDEN', 'titled.1.title FORBIDDEN'],
    });
    expect(
      await ask('{ titled { ... on Book { title } ... on Diary { title day } } }'),
    ).toMatchObject({
      data: { titled: [{ title: 'B' }, { title: null, day: 1 }] },
      problems: ['titled.1.title FORBIDDEN'],
    });
    expect((await ask('{ titled { title } }', signedIn('secret'))).problems).toEqual([]);
  });

  it('gives what an interface may give once every possible type allows it', async () => {
    expect(await ask('{ nodes { id name } }', signedIn('secret'))).toMatchObject({
      data: {
        nodes: [
          { id: '1', name: 'Ann' },
          { id: '2', name: 'Vault' },
          { id: '3', name: 'Bo' },
        ],
      },
      problems: [],
    });
  });

  it('guards a field whose values are of a restricted enum', async () => {
    expect(await ask('{ level }', signedIn())).toMatchObject({
      data: { level: null },
      problems: ['level FORBIDDEN'],
    });
  });

  it.each([
    '{ x: note }',
    '{ ... { note } }',
    '{ ... on Query { note } }',
    '{ ...F } fragment F on Query { ...G } fragment G on Query { note }',
    '{ note note }',
    '{ note @include(if: true) }',
    'query ($yes: Boolean = true) { note @include(if: $yes) ...F @skip(if: false) } fragment F on Query { note }',
  ])('finds a restricted field in %s', async (query) => {
    const { problems } = await ask(query);
    expect(problems.map((problem) => problem.split(' ')[1])).toEqual(['UNAUTHENTICATED']);
    expect(graph.touched).toEqual([]);
  });

  it('says nothing of fields that are not included', async () => {
    const query = 'query ($yes: Boolean = false) { open note @include(if: $yes) }';
    expect(await ask(query)).toMatchObject({ data: { open: 'open' }, problems: [] });
    expect((await ask(query)).data).not.toHaveProperty('note');
    expect((await ask(query, publicCaller, { yes: true })).problems).toEqual([
      'note UNAUTHENTICATED',
    ]);
  });

  it('keeps the order of fields and the errors of those that ran', async () => {
    const { data } = await ask('{ note open a: note b: echo(text: "b") }');
    expect(Object.keys(data)).toEqual(['note', 'open', 'a', 'b']);
  });

  it('does without variables that only denied fields read', async () => {
    const query = 'query ($a: String, $b: String) { echo(text: $a) keep(text: $b) }';
    expect(await ask(query, publicCaller, { a: 'x', b: 'y' })).toMatchObject({
      data: { echo: 'x', keep: null },
      problems: ['keep FORBIDDEN'],
    });
  });

  it('denies and gives fields by the names that all objects inherit', async () => {
    for (const name of ['constructor', 'toString', '__proto__']) {
      const { data, problems } = await ask(`{ ${name}: note people { ${name}: name } }`);
      expect(JSON.stringify(data)).toBe(
        `{"${name}":null,"people":[{"${name}":"Ann"},{"${name}":"Bo"}]}`,
      );
      expect(problems).toEqual([`${name} UNAUTHENTICATED`]);
    }
  });

  it('runs no mutation that is denied', async () => {
    expect(await ask('mutation { danger safe }', signedIn())).toMatchObject({
      data: { danger: null, safe: 1 },
      problems: ['danger FORBIDDEN'],
    });
    expect(await ask('mutation { danger }')).toMatchObject({ data: { danger: null } });
    expect(graph.touched).toEqual([]);
    await ask('mutation { danger }', signedIn('a'));
    expect(graph.touched).toEqual(['Mutation.danger']);
  });

  it('never shows one caller what another may see of the same document', async () => {
    const execute = guardGateway(graph.gateway);
    const document = parse('{ note either people { salary email } level }');
    const run = async (caller: Caller) =>
      JSON.stringify(await execute({ document, contextValue: {} }, caller));
    const callers = [
      publicCaller,
      everything,
      signedIn(),
      signedIn('pay'),
      signedIn('c'),
      publicCaller,
    ];
    const alone = await Promise.all(
      callers.map((caller) => ask('{ note either people { salary email } level }', caller)),
    );
    const answers = await Promise.all(callers.map(run));
    expect(answers.map((text) => JSON.parse(text).data)).toEqual(alone.map(({ data }) => data));
    expect(answers[0]).not.toMatch(/100|"e"|LOW/);
    expect(answers[1]).toMatch(/100.*"e".*LOW/);
  });

  it('leaves alone what nobody restricts', async () => {
    expect(await ask('{ open __schema { queryType { name } } people { id } }')).toMatchObject({
      data: {
        open: 'open',
        __schema: { queryType: { name: 'Query' } },
        people: [{ id: '1' }, { id: '3' }],
      },
      problems: [],
    });
    expect((await ask('{ __schema { queryType { name } } note }')).data).toEqual({
      __schema: { queryType: { name: 'Query' } },
      note: null,
    });
  });
});
