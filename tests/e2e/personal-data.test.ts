import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importKinds } from '../../src/database/imports/import-kinds.ts';
import { personalColumns } from '../../src/schema/common/personal.ts';
import { openServer, type TestServer } from './open-server.ts';
import { type WatchedLog, watchLog } from './watch-log.ts';

/** Stands in every personal column of every row, with the column's name. */
const mark = 'zzpersonal';
const upheld = 'decisions(first: 20, filter: { outcomes: [UPHELD] })';
const everything = `{
  council(slug: "leeds") {
    officers { name salutation office email }
    ${upheld} { nodes { reference summary corrections { by } recommendations { kind remedy text corrections { by } } } }
    letters { nodes { yearEnding path } }
  }
}`;

let server: TestServer;
let log: WatchedLog;
beforeAll(async () => {
  log = watchLog();
  server = await openServer({ logLevel: 'trace' });
  for (const { entity, property } of personalColumns()) {
    const metadata = server.database.getMetadata(entity as new () => object);
    const column = metadata.findColumnWithPropertyName(property)?.databaseName;
    const some = metadata.tableName === 'recommendation' ? "WHERE kind = 'PERSONAL_REMEDY'" : '';
    await server.database.query(
      `UPDATE ${metadata.tableName} SET ${column} = '${mark}-${property}@example.org' ${some}`,
    );
  }
});
afterAll(async () => {
  await server?.close();
  log?.stop();
});

async function ask(path: string, init: RequestInit = {}): Promise<string> {
  const response = await fetch(`${server.url}${path}`, init);
  return `${[...response.headers].join('\n')}\n${await response.text()}`;
}

const askGraph = (query: string, headers: Record<string, string> = {}) =>
  ask('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });

describe('columns that are marked as personal', () => {
  it('are those that imports keep out of their messages', () => {
    const names = personalColumns().map(({ property }) => property);
    const ofImports = Object.values(importKinds).flatMap((kind) => [...kind.personalColumns]);
    expect(names.toSorted()).toEqual(ofImports.toSorted());
    expect(names.toSorted()).toEqual(['email', 'name', 'salutation', 'text']);
  });

  it('are read with the scope, so that a search for them can find them', async () => {
    const answer = await askGraph(everything, await server.createKey('casework:read'));
    for (const { property } of personalColumns()) expect(answer).toContain(`${mark}-${property}`);
  });

  it('are in no answer, page or open-data table without it', async () => {
    const answer = await askGraph(everything);
    expect(answer).toContain('"recommendations"');
    expect(answer).toContain('FORBIDDEN');
    const others = await server.createKey('casework:write', 'letters:read', 'letters:render');
    const paths = ['/', '/councils/leeds', '/data', '/data/2020/decided-by-outcome.csv', '/readyz'];
    const answers = [answer, await askGraph(everything, others)];
    for (const path of paths) answers.push(await ask(path));
    for (const found of answers) expect(found).not.toContain(mark);
  });

  it('are in published letters only as the names of addressees', async () => {
    for (const ending of ['html', 'txt', 'eml', 'json']) {
      const letter = await ask(`/letters/2020/leeds.${ending}`);
      expect(letter).toContain('Leeds City Council');
      expect(letter).not.toContain(`${mark}-email`);
      expect(letter).not.toContain(`${mark}-text`);
    }
  });

  it('are in no refusal of a file that has them', async () => {
    const key = await server.createKey('casework:write');
    const files = {
      officers: `gss_code,name,salutation,office,email\nE08000035,${mark} A,${mark} B,Chief,${mark} no address\nE99999999,${mark},${mark},x,${mark}@example.org\n`,
      recommendations: `decision_reference,number,kind,remedy,text,due_on\n19 000 001,0,PERSONAL_REMEDY,Apology,${mark}\u0007,2020-13-01\n`,
    };
    for (const [kind, body] of Object.entries(files)) {
      const headers = { 'content-type': 'text/csv', ...key };
      const answer = await ask(`/imports/${kind}`, { method: 'POST', headers, body });
      expect(answer).toContain('IMPORT_REFUSED');
      expect(answer).not.toContain(mark);
    }
  });

  it('are in no line of the log', () => {
    expect(log.text()).toContain('/graphql');
    expect(log.text()).not.toContain(mark);
  });
});
