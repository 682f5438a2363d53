import { setTimeout as pause } from 'node:timers/promises';

/** A place in the row of those who may have the end of a message on its way. */
interface Turn {
  /** Waits until it is this one's turn: `true`, or `false` when it was ended meanwhile. */
  wait(): Promise<boolean>;
  /** Lets the next one. Does no harm where it never was this one's turn. */
  end(): void;
}

/**
 * Sees to it that only so many messages are between their end and what is written down about them, for that many may come
 * into doubt when the process dies.
 */
export function createLastWord(places: number) {
  let free = places;
  const waiting: (() => void)[] = [];
  const pass = () => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };
  return {
    open(): Turn {
      let isMine = false;
      let isOver = false;
      return {
        async wait() {
          if (free > 0) free -= 1;
          else await new Promise<void>((resolve) => waiting.push(resolve));
          isMine = true;
          if (isOver) pass();
          return !isOver;
        },
        end() {
          if (isMine && !isOver) pass();
          isOver = true;
        },
      };
    },

    /**
     * Writes down what the server said, as often as it takes: nobody else knows it. Given up when the process is to end and
     * the database is still away; the message is in doubt then.
     */
    async keep(write: () => Promise<void>, signal: AbortSignal): Promise<void> {
      for (let failures = 0; ; failures += 1) {
        try {
          return await write();
        } catch (error) {
          if (signal.aborted && failures >= 20) throw error;
          await pause(Math.min(50 * 2 ** failures, 1000));
        }
      }
    },
  };
}
