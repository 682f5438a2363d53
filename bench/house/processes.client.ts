import { LoadClient } from '../gateway/load.ts';

/** What the client is told to do for one turn. */
interface Order {
  readonly origin: string;
  readonly query: string;
  /** Of each answer. */
  readonly bytes: number;
  readonly turnMs: number;
  readonly connections: number;
}

/** What it says of a turn. */
export interface ClientTurn {
  readonly requests: number;
  readonly seconds: number;
}

/** A client of the bench of processes, in a process of its own. Connections are new in each turn, and so shared out anew. */
process.on('message', async ({ origin, query, bytes, turnMs, connections }: Order) => {
  const client = new LoadClient(origin, '/graphql', query, connections);
  const { requests, seconds } = await client.run(turnMs, bytes);
  await client.close();
  process.send?.({ requests, seconds } satisfies ClientTurn);
});
