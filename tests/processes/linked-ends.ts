import { Line } from '../../src/processes/line.ts';

/** Two lines that are the two ends of one. */
export function linkLines(): { first: Line; child: Line } {
  const listeners: Record<'first' | 'child', (message: unknown) => void> = {
    first: () => {},
    child: () => {},
  };
  const end = (own: 'first' | 'child', other: 'first' | 'child') =>
    new Line({
      // As between processes: as JSON, and later.
      send: (message) =>
        queueMicrotask(() => listeners[other](JSON.parse(JSON.stringify(message)))),
      listen: (onMessage) => {
        listeners[own] = onMessage;
      },
    });
  return { first: end('first', 'child'), child: end('child', 'first') };
}
