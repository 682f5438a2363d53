import type { IncomingHttpHeaders } from 'node:http';
import { type Caller, publicCaller } from '../../../src/gateway/sign-in/caller.ts';

/** Whoever the header `x-user` names; without it the public. */
export function identifyUser({ headers }: { headers: IncomingHttpHeaders }): Caller {
  const user = headers['x-user'];
  return user === undefined ? publicCaller : { id: String(user), scopes: new Set() };
}
