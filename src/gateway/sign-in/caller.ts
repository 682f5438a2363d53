/** Who sent a request, as far as the gateway has to know. */
export interface Caller {
  /** The same for every request of one credential, such as `key rk_1a2b3c4d`. `null` for the public. */
  readonly id: string | null;
  /** What `@requiresScopes` is compared with. */
  readonly scopes: ReadonlySet<string>;
}

/** A caller without a credential: neither signed in nor granted anything. */
export const publicCaller: Caller = { id: null, scopes: new Set() };
