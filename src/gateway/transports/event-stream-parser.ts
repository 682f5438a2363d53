/** One event of a `text/event-stream`. */
export interface ServerSentEvent {
  readonly type: string;
  readonly data: string;
}

/**
 * Reads server-sent events out of text that comes in pieces, as the HTML standard defines them (section 9.2.6).
 * Comments, which keep connections open, and fields other than `event` and `data` are passed over.
 */
export class EventStreamParser {
  #rest = '';
  #type = '';
  #data: string[] = [];
  #isStarted = false;

  /** Characters that wait for the end of their event. */
  get waiting(): number {
    return this.#data.reduce((sum, line) => sum + line.length, this.#rest.length);
  }

  /** The events that are whole with this piece. */
  push(piece: string): ServerSentEvent[] {
    if (piece === '') return [];
    const text = this.#rest + (this.#isStarted ? piece : piece.replace(/^\uFEFF/, ''));
    this.#isStarted = true;
    const lines = text.split(/\r\n|\n|\r(?!$)/);
    // What follows the last line end is no whole line yet; nor is one that ends in half of CR LF.
    this.#rest = lines.pop() ?? '';
    return lines.flatMap((line) => this.#take(line) ?? []);
  }

  #take(line: string): ServerSentEvent | undefined {
    if (line === '') return this.#dispatch();
    const colon = line.indexOf(':');
    const name = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'event') this.#type = value;
    if (name === 'data') this.#data.push(value);
    return undefined;
  }

  #dispatch(): ServerSentEvent | undefined {
    const event = { type: this.#type || 'message', data: this.#data.join('\n') };
    const isEmpty = this.#data.length === 0 && this.#type === '';
    this.#type = '';
    this.#data = [];
    return isEmpty ? undefined : event;
  }
}
