/**
 * The server that browser tests visit.
 */
import { openSite } from '../web/canned-graph.ts';

/** A running server; the caller closes it. */
export interface RunningServer {
  readonly url: string;
  close(): Promise<void>;
}

export async function openServer(): Promise<RunningServer> {
  const { app } = await openSite();
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return { url, close: () => app.close() };
}
