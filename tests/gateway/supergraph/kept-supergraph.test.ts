import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  composeSupergraph,
  type SubgraphDefinition,
} from '../../../src/gateway/supergraph/compose-supergraph.ts';
import {
  keepSupergraph,
  readKeptSupergraph,
} from '../../../src/gateway/supergraph/kept-supergraph.ts';
import { createSubgraphs } from '../../../src/resolvers/subgraphs.ts';

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7")';
const subgraphs: readonly SubgraphDefinition[] = [
  { name: 'a', typeDefs: `${link} type Query { a: Int }` },
  { name: 'b', typeDefs: parse(`${link} type Query { b: Int }`, { noLocation: true }) },
];

let folder: string;
let file: URL;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redress-kept-'));
  file = pathToFileURL(join(folder, 'supergraph.graphql'));
  keepSupergraph(file, subgraphs);
});
afterAll(() => rm(folder, { recursive: true }));

describe('a supergraph that is kept', () => {
  it('is what composing gives, and is a supergraph as it stands in its file', async () => {
    const text = readKeptSupergraph(file, subgraphs);
    expect(text).toBe(composeSupergraph(subgraphs));
    expect(parse(await readFile(file, 'utf8'), { noLocation: true })).toEqual(
      parse(text ?? '', { noLocation: true }),
    );
  });

  it('is not taken for subgraphs with another field, name or address, or one more or less', () => {
    const [a, b] = subgraphs;
    if (a === undefined || b === undefined) throw new Error('There are two.');
    for (const others of [
      [{ ...a, typeDefs: `${link} type Query { a: Int, c: Int }` }, b],
      [{ ...a, name: 'c' }, b],
      [{ ...a, url: 'http://127.0.0.1:1' }, b],
      [a],
      [a, b, { name: 'c', typeDefs: `${link} type Query { c: Int }` }],
      [b, a],
    ]) {
      expect(readKeptSupergraph(file, others)).toBeUndefined();
    }
  });

  it('is not taken when its file is cut off, changed, empty or something else', async () => {
    const whole = await readFile(file, 'utf8');
    const damaged = pathToFileURL(join(folder, 'damaged.graphql'));
    for (const text of [
      whole.slice(0, -20),
      whole.replace('type Query', 'type Quarry'),
      whole.slice(whole.indexOf('\n') + 1),
      `${whole.split('\n')[0]}`,
      '',
      '\n',
      '\0\ufffd\0',
    ]) {
      await writeFile(damaged, text);
      expect(readKeptSupergraph(damaged, subgraphs)).toBeUndefined();
    }
  });

  it('need not be there, and cannot be a folder', () => {
    expect(readKeptSupergraph(new URL('none.graphql', file), subgraphs)).toBeUndefined();
    expect(readKeptSupergraph(new URL('.', file), subgraphs)).toBeUndefined();
  });

  it('is written by a build alone, which fails where it cannot', () => {
    expect(() => keepSupergraph(new URL('no/where.graphql', file), subgraphs)).toThrow('ENOENT');
  });
});

describe('the supergraph that the build keeps', () => {
  const built = new URL('../../../dist/program/supergraph.graphql', import.meta.url);

  it('is that of our five subgraphs as they are built at a start', () => {
    expect(existsSync(built)).toBe(true);
    const ours = createSubgraphs();
    expect(readKeptSupergraph(built, ours)).toBe(composeSupergraph(ours));
  });
});
