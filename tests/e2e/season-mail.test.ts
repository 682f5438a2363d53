import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseSettings } from '../../src/config/settings.ts';
import { type MailServer, startMailServer } from '../delivery/mail-server.ts';
import { openServer, type TestServer } from './open-server.ts';

let mails: MailServer;
let server: TestServer;
beforeAll(async () => {
  mails = await startMailServer();
  const { runs, mail } = parseSettings({ REDRESS_SELF_APPROVAL: 'true', REDRESS_MAIL_RATE: '0' });
  server = await openServer({ smtpUrl: mails.url, runs, mail });
});
afterAll(async () => {
  await server.close();
  await mails.close();
});

it('takes the letters of a run to the officers that the graph names', async () => {
  const key = await server.createKey('admin');
  const ask = async (query: string) => {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...key },
      body: JSON.stringify({ query }),
    });
    const { data, errors } = (await response.json()) as { data: never; errors?: unknown };
    expect(errors).toBeUndefined();
    return data as Record<string, Record<string, never>>;
  };
  const councils = '{ codes: ["E07000107", "E10000016"] }';
  const started = await ask(
    `mutation { startRun(report: "annual-letter", yearEnding: 2020, councils: ${councils}) { id } }`,
  );
  const id = String(started.startRun?.id);
  for (let rendered = 0; rendered < 2; ) {
    const { run } = await ask(`{ run(id: "${id}") { progress { rendered } } }`);
    rendered = Number((run?.progress as { rendered: number } | undefined)?.rendered);
    // Progress is told by events too; a question asked now and then is what a script would do.
    if (rendered < 2) await pause(100);
  }
  await ask(`mutation { approveRun(id: "${id}") { id } }`);
  await ask(`mutation { issueRun(id: "${id}") { state } }`);
  const found = await ask(
    `{ councils(filter: ${councils}) { nodes { officers { email } } } edition(yearEnding: 2020) { joint } deliveries(filter: { run: "${id}" }) { totalCount } }`,
  );
  const nodes = (found.councils?.nodes ?? []) as { officers: { email: string }[] }[];
  await mails.untilTaken(Number(found.deliveries?.totalCount));
  expect(mails.taken.flatMap(({ to }) => to).toSorted()).toEqual(
    nodes.flatMap(({ officers }) => officers.map(({ email }) => email)).toSorted(),
  );
});
