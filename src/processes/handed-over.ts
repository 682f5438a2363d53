import { z } from 'zod';

/** A process as Node's own messages go to it and come from it. */
export interface HandedTo {
  send(message: unknown, ...rest: unknown[]): boolean;
  on(event: 'internalMessage', told: (message: unknown) => void): unknown;
  once(event: 'exit', told: () => void): unknown;
}

/** How node:cluster hands a connection over, and how the child says that it has taken it. */
const handingOver = z.object({ act: z.literal('newconn'), seq: z.number() });
const taken = z.object({ ack: z.number() });
const connection = z.object({
  close: z.custom<() => void>((value) => typeof value === 'function'),
});

/**
 * Ends the connections that a process was handed and had not taken when it ended. node:cluster keeps them open for ever, and
 * their clients would wait for answers that never come; ended, they try again.
 */
export function endHandedOver(child: HandedTo): void {
  const waiting = new Map<number, { close(): void }>();
  const send = child.send.bind(child);
  child.send = (message, ...rest) => {
    const [handle] = rest;
    const handed = handingOver.safeParse(message).data;
    if (handed !== undefined && connection.safeParse(handle).success) {
      waiting.set(handed.seq, handle as { close(): void });
    }
    return send(message, ...rest);
  };
  child.on('internalMessage', (message) => {
    const { data } = taken.safeParse(message);
    if (data !== undefined) waiting.delete(data.ack);
  });
  child.once('exit', () => {
    for (const handle of waiting.values()) handle.close();
    waiting.clear();
  });
}
