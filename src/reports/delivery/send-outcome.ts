/** What became of one attempt to send one message. */
export type SendOutcome =
  /** The server took it, or it was written to a file. `reply`: in whose words. */
  | { readonly kind: 'sent'; readonly reply: string }
  /** It was not taken and may be sent again later. */
  | { readonly kind: 'later'; readonly reply: string; readonly blame: Blame }
  /** It was refused for good. */
  | { readonly kind: 'refused'; readonly reply: string }
  /** All of it went out and no answer came: the server may have it or not. */
  | { readonly kind: 'doubt'; readonly reply: string };

/** Whose trouble it is: this letter's, or the server's with every letter. */
export type Blame = 'letter' | 'server';

/** A message as it goes out. */
export interface OutgoingMessage {
  /** Without angle brackets. */
  readonly messageId: string;
  /** Exactly who gets it: the addressees, and whoever gets a blind copy. */
  readonly envelope: {
    readonly from: string;
    readonly to: readonly string[];
    readonly copies: readonly string[];
  };
  readonly raw: Buffer;
}

/** What sends messages. */
export interface MessageSender {
  /**
   * Sends one message. Never rejects: what goes wrong is an outcome.
   *
   * @param beforeEnd Called when everything but the end of the message has gone out. What comes after it cannot be taken back:
   *   where it gives `false` or rejects, the message is broken off and nobody gets it.
   */
  send(message: OutgoingMessage, beforeEnd: () => Promise<boolean>): Promise<SendOutcome>;
  close(): void;
}
