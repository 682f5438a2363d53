import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Stage, startMailServer } from '../../delivery/mail-server.ts';
import { type RunningCluster, startExample } from './running-cluster.ts';
import { yearEnding } from './small-office.ts';

/** Every process of the cluster. */
export const processes = [
  'worker-1',
  'postgres',
  'worker-2',
  'reports',
  'councils',
  'gateway-1',
  'decisions',
  'recommendations',
  'gateway-2',
  'training',
  'site',
] as const;

/** What was seen of a season. */
export interface SeasonResult {
  /** How often each process was killed. */
  readonly kills: ReadonlyMap<string, number>;
  readonly letters: number;
  /** Messages in the outbox, by their state. */
  readonly states: Readonly<Record<string, number>>;
  /** `Message-ID`s that the mail server took, in its order. */
  readonly taken: readonly string[];
  /** Addresses of letters that either gateway showed to the public before their moment. */
  readonly early: number;
  /** The same at their moment, by each gateway. */
  readonly published: readonly number[];
  /** HTTP status of a letter's page before and after. */
  readonly page: readonly [number, number];
}

const stages: readonly Stage[] = ['RCPT', 'MESSAGE', 'TAKEN', 'ANSWERED'];
const patienceMs = 240_000;

/**
 * A season over the gateways' HTTP API alone, while each process is killed in turn: one or two at each step, and all of
 * them again while letters go out, `rounds` times.
 */
export async function runSeason(councils: number, rounds: number): Promise<SeasonResult> {
  const archive = await mkdtemp(join(tmpdir(), 'redress-archive-'));
  const kills = new Map<string, number>();
  // The year's edition is joint: one message to all officers of a council.
  const messages = councils;
  const dying: Promise<void>[] = [];
  let cluster: RunningCluster | undefined;
  const kill = (...names: string[]) => {
    for (const name of names) {
      kills.set(name, (kills.get(name) ?? 0) + 1);
      if (cluster !== undefined) dying.push(cluster.kill(name));
    }
  };
  const victims = Array.from({ length: rounds }, () => processes).flat();
  let begun = 0;
  let next = 0;
  const mails = await startMailServer({
    archive,
    onStage: async (stage) => {
      if (stage === 'RCPT') begun += 1;
      const isDue = begun >= ((next + 0.5) * messages * 0.8) / victims.length;
      const victim = victims[next];
      if (victim === undefined || !isDue || stage !== stages[next % stages.length]) return;
      next += 1;
      kill(victim);
      await Promise.all(dying);
    },
  });
  try {
    cluster = await startExample(councils, {
      SMTP_URL: mails.url,
      REDRESS_MAIL_RATE: '0',
      REDRESS_MAIL_TIMEOUT_MS: '2000',
      REDRESS_MAIL_RETRY_MS: '200',
      REDRESS_MAIL_ARCHIVE: archive,
      REDRESS_MAIL_ARCHIVE_DELAY_MS: '8000',
      REDRESS_WORKER_LEASE_MS: '3000',
    });
    const office = createOffice(cluster.variables);
    const { id } = await office.start(cluster.codes, () =>
      kill('worker-1', 'gateway-1', 'decisions'),
    );
    await office.until(id, ({ progress }) => progress.pending === 0 && progress.total === councils);
    await office.move('approveRun', id, 'APPROVED', () => kill('reports', 'recommendations'));
    await office.move('issueRun', id, 'ISSUED', () => kill('postgres', 'councils'));
    await office.until(id, ({ progress }) => progress.sent === messages);
    const early = [await office.countPublic(0), await office.countPublic(1)];
    const before = await office.readPage();
    kill('gateway-2', 'training', 'site', 'worker-2');
    await office.publish(id);
    const published = [await office.countPublic(0), await office.countPublic(1)];
    await Promise.all(dying);
    return {
      kills,
      letters: (await office.read(id)).progress.rendered,
      states: await office.countStates(id),
      taken: mails.taken.map(({ messageId }) => messageId),
      early: Math.max(...early),
      published,
      page: [before, await office.readPage()],
    };
  } finally {
    await cluster?.stop();
    await mails.close();
    await rm(archive, { recursive: true });
  }
}

interface RunFound {
  readonly state: string;
  readonly progress: Readonly<
    Record<'total' | 'rendered' | 'failed' | 'pending' | 'sent' | 'inDoubt', number | null>
  > & { readonly rendered: number };
}

interface DeliveryPage {
  readonly deliveries: {
    readonly nodes: readonly { readonly state: string }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}

/** Two people with a gateway each, who try again what was not answered. */
function createOffice(variables: ReadonlyMap<string, string>) {
  const gateways = ['GATEWAY_1', 'GATEWAY_2'].map((name) => variables.get(name) ?? '');
  const keys = ['STARTER', 'APPROVER'].map((name) => variables.get(name) ?? '');

  /** Asks a gateway once. */
  const ask = async <T>(at: number, query: string, key?: string): Promise<T> => {
    const response = await fetch(gateways[at] ?? '', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify({ query }),
      signal: AbortSignal.timeout(10_000),
    });
    const { data, errors } = (await response.json()) as { data: T; errors?: unknown };
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return data;
  };
  /** Tries again, with the other gateway, until it goes well. */
  const insist = async <T>(work: (at: number) => Promise<T | undefined>): Promise<T> => {
    const end = performance.now() + patienceMs;
    let last: unknown = 'it was never so';
    for (let at = 0; performance.now() < end; at = 1 - at) {
      try {
        const found = await work(at);
        if (found !== undefined) return found;
      } catch (error) {
        last = error;
      }
      await pause(100);
    }
    throw new Error(`given up: ${String(last)}`);
  };
  const read = (id: string) =>
    insist(async (at) => {
      const fields = 'total rendered failed pending sent inDoubt';
      const query = `{ run(id: "${id}") { state progress { ${fields} } } }`;
      return (await ask<{ run: RunFound }>(at, query, keys[0])).run;
    });
  const findRuns = async (at: number) =>
    (await ask<{ runs: { nodes: { id: string }[] } }>(at, '{ runs { nodes { id } } }', keys[0]))
      .runs.nodes;
  const mutate = (at: number, what: string, id: string, key: string | undefined, more = '') =>
    ask<Record<string, { state: string }>>(
      at,
      `mutation { ${what}(id: "${id}"${more}) { state } }`,
      key,
    );

  return {
    read,
    /** Starts one run: where no answer came, it looks whether there is one now. */
    start: (codes: readonly string[], meanwhile: () => void) => {
      const query = `mutation { startRun(report: "annual-letter", yearEnding: ${yearEnding}, councils: { codes: ${JSON.stringify(codes)} }) { id } }`;
      let wasAsked = false;
      return insist(async (at) => {
        const [known] = wasAsked ? await findRuns(at) : [];
        if (known !== undefined) return known;
        const asked = ask<{ startRun: { id: string } }>(at, query, keys[0]);
        if (!wasAsked) meanwhile();
        wasAsked = true;
        return (await asked).startRun;
      });
    },
    until: (id: string, holds: (run: RunFound) => boolean) =>
      insist(async () => {
        const run = await read(id);
        if (holds(run)) return run;
        throw new Error(`the run is ${JSON.stringify(run)}`);
      }),
    /** Moves a run on. Where no answer came, it looks whether it has been done. */
    move: (what: string, id: string, state: string, meanwhile: () => void) => {
      let isFirst = true;
      return insist(async (at) => {
        if (!isFirst && (await read(id)).state === state) return state;
        const asked = mutate(at, what, id, keys[1]);
        if (isFirst) meanwhile();
        isFirst = false;
        return (await asked)[what]?.state === state ? state : undefined;
      });
    },
    publish: (id: string) =>
      insist(async (at) => {
        const { state } = await read(id);
        if (state === 'PUBLISHED') return state;
        await mutate(at, 'publishRun', id, keys[0]);
        return undefined;
      }),
    /** Letters of the year that a gateway shows to the public. */
    countPublic: (at: number) =>
      insist(async () => {
        const query = `{ letters(filter: { yearEnding: ${yearEnding} }) { totalCount } }`;
        return (await ask<{ letters: { totalCount: number } }>(at, query)).letters.totalCount;
      }),
    /** The status of the first council's letter on the site. */
    readPage: () =>
      insist(async () => {
        const page = `${variables.get('SITE')}/letters/${yearEnding}/hartlepool.html`;
        const { status } = await fetch(page);
        return status < 500 ? status : undefined;
      }),
    countStates: (id: string) =>
      insist(async (at) => {
        const counts: Record<string, number> = {};
        for (let after: string | null = null; ; ) {
          const query: string = `{ deliveries(filter: { run: "${id}" }, first: 100, after: ${JSON.stringify(after)}) { nodes { state } pageInfo { hasNextPage endCursor } } }`;
          const { deliveries }: DeliveryPage = await ask(at, query, keys[0]);
          for (const { state } of deliveries.nodes) counts[state] = (counts[state] ?? 0) + 1;
          if (!deliveries.pageInfo.hasNextPage) return counts;
          after = deliveries.pageInfo.endCursor;
        }
      }),
  };
}
