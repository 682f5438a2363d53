/**
 * Lets requests that are identical and in flight at the same time share one answer. Nothing is kept once the answer
 * is there.
 */
export class RequestMerger<Answer> {
  readonly #inFlight = new Map<string, Promise<Answer>>();

  /**
   * The answer to the request `key` stands for: that of a request in flight, or what `send` brings.
   * `isFirst` tells which of the two, so that only one of those who share an answer changes it.
   */
  run(key: string, send: () => Promise<Answer>): { answer: Promise<Answer>; isFirst: boolean } {
    const known = this.#inFlight.get(key);
    if (known !== undefined) return { answer: known, isFirst: false };
    const answer = send();
    this.#inFlight.set(key, answer);
    const forget = () => {
      this.#inFlight.delete(key);
    };
    answer.then(forget, forget);
    return { answer, isFirst: true };
  }
}
