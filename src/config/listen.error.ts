import type { Settings } from './settings.ts';

/** Why the server cannot listen, in one sentence. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
  readonly code = 'CANNOT_LISTEN';

  static ofListening(cause: unknown, { host, port }: Settings): ListenError {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    const where = `[start] port ${port} on ${host}`;
    if (code === 'EADDRINUSE') {
      return new ListenError(
        `${where} is taken by another program. Stop that program, or set PORT to another number.`,
        { cause },
      );
    }
    if (code === 'EACCES') {
      return new ListenError(
        `${where} may not be used by this user. Set PORT to a number above 1023.`,
        { cause },
      );
    }
    const reason = cause instanceof Error ? cause.message : String(cause);
    return new ListenError(
      `${where} cannot be listened on (${reason}). Set HOST to an address of this machine, for example 127.0.0.1.`,
      { cause },
    );
  }
}
