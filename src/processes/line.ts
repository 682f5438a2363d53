import { z } from 'zod';

/** What processes of one server tell and ask each other. */
export type Topic =
  /** Of a child: it does what it is there for. */
  | 'ready'
  /** Of a child: it cannot start, and why. */
  | 'failed'
  /** Of and to a child: answers that are kept are to be forgotten. */
  | 'forget'
  /** Of a child: a caller was refused letters. */
  | 'refused'
  /** Of a child: a caller sends operations. */
  | 'rate'
  /** Of a child: may it import? */
  | 'take-turn'
  /** Of a child: it has imported. */
  | 'give-back-turn'
  /** Of a child: the metrics of all; to a child: its own. */
  | 'metrics'
  /** Of and to a child: there may be work. */
  | 'ring';

/** The other end as Node has it: a child, or the parent. */
export interface OtherEnd {
  send(message: object): void;
  listen(onMessage: (message: unknown) => void): void;
}

/** Anything else that comes along the same channel is not ours. */
const said = z.object({
  redress: z.literal('said'),
  topic: z.string(),
  about: z.unknown(),
  /** Null where no answer is waited for. */
  id: z.number().nullable(),
});
const answered = z.object({
  redress: z.literal('answered'),
  id: z.number(),
  value: z.unknown(),
  failure: z.string().nullable(),
});
const anyMessage = z.union([said, answered]);

type Handle = (about: unknown) => unknown;

/** Two processes tell and ask each other along the channel that Node has between them. */
export class Line {
  readonly #end: OtherEnd;
  readonly #handles = new Map<string, Handle>();
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #lastId = 0;
  #isClosed = false;

  constructor(end: OtherEnd) {
    this.#end = end;
    end.listen((message) => {
      const { data } = anyMessage.safeParse(message);
      if (data?.redress === 'said') void this.#answer(data);
      if (data?.redress === 'answered') this.#settle(data);
    });
  }

  /** What is done when the other one tells or asks this. A topic without is answered by nothing. */
  on(topic: Topic, handle: Handle): void {
    this.#handles.set(topic, handle);
  }

  tell(topic: Topic, about: unknown = null): void {
    if (!this.#isClosed) this.#end.send({ redress: 'said', topic, about, id: null });
  }

  /** Rejects when the other one has ended, or could not answer. */
  ask(topic: Topic, about: unknown = null): Promise<unknown> {
    if (this.#isClosed) return Promise.reject(ended());
    this.#lastId += 1;
    const waiting = Promise.withResolvers<unknown>();
    this.#waiting.set(this.#lastId, waiting);
    this.#end.send({ redress: 'said', topic, about, id: this.#lastId });
    return waiting.promise;
  }

  /** The other one has ended. */
  close(): void {
    this.#isClosed = true;
    for (const { reject } of this.#waiting.values()) reject(ended());
    this.#waiting.clear();
  }

  async #answer({ topic, about, id }: z.infer<typeof said>): Promise<void> {
    const answer = { redress: 'answered', id, value: null as unknown, failure: null as unknown };
    try {
      answer.value = (await this.#handles.get(topic)?.(about)) ?? null;
    } catch (error) {
      answer.failure = error instanceof Error ? error.message : String(error);
    }
    if (id !== null && !this.#isClosed) this.#end.send(answer);
  }

  #settle({ id, value, failure }: z.infer<typeof answered>): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (failure === null) waiting?.resolve(value);
    else waiting?.reject(new Error(failure));
  }
}

function ended(): Error {
  return new Error('The process that was asked has ended.');
}
