import { MessageChannel } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import type {
  FromLetterThread,
  ToLetterThread,
} from '../../../src/reports/thread/letter-messages.ts';
import { serveLetters } from '../../../src/reports/thread/serve-letters.ts';
import { councilCard } from '../council-card.ts';
import { createTestEngine } from '../create-test-engine.ts';

const channel = new MessageChannel();
afterEach(() => channel.port1.close());

const kent = { council: { name: 'Kent', region: 'South East', officers: [] } };

describe('orders of letters', () => {
  it('of one season share what they load, and no others', async () => {
    const seasons: number[] = [];
    const engine = createTestEngine([councilCard], undefined, {
      openSeason: () => {
        const season = seasons.push(0) - 1;
        return () => {
          seasons[season] = (seasons[season] ?? 0) + 1;
          return () => Promise.resolve({ data: kent });
        };
      },
    });
    let whenDone = Promise.withResolvers<void>();
    const kinds: string[] = [];
    channel.port1.on('message', (message: FromLetterThread) => {
      if (message.kind === 'made') kinds.push(...message.letters.map((letter) => letter.kind));
      if (message.kind === 'done') whenDone.resolve();
    });
    serveLetters(channel.port2, engine);
    for (const [id, season] of [1, 1, 2].entries()) {
      whenDone = Promise.withResolvers();
      const order: ToLetterThread = {
        id,
        report: 'council-card',
        parameters: [{ council: 'kent' }],
        moment: engine.moment(),
        season,
        as: { parts: ['html'], publicData: false },
      };
      channel.port1.postMessage(order);
      await whenDone.promise;
    }
    expect(kinds).toEqual(['written', 'written', 'written']);
    expect(seasons).toEqual([2, 1]);
  });
});
