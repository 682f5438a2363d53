import { describe, expect, it } from 'vitest';
import { TransportKeeper } from '../../../src/gateway/reload/transport-keeper.ts';

function createKeeper() {
  const log: string[] = [];
  const keeper = new TransportKeeper<object>(({ name, url }) => {
    log.push(`open ${name} ${url}`);
    return {
      execute: () => ({ data: { from: url } }),
      close: async () => void log.push(`close ${name} ${url}`),
    };
  });
  return { keeper, log };
}

const one = { name: 'one', url: 'http://a.example.org' };
const moved = { name: 'one', url: 'http://b.example.org' };
const closeAll = (transports: ReturnType<TransportKeeper<object>['take']>) =>
  Promise.all(Object.values(transports).map((transport) => transport.close?.()));

describe('TransportKeeper', () => {
  it('gives the same transport to the next gateway, and closes it after the last', async () => {
    const { keeper, log } = createKeeper();
    const first = keeper.take([one]);
    const second = keeper.take([one]);
    await closeAll(first);
    expect(log).toEqual(['open one http://a.example.org']);
    await closeAll(second);
    expect(log).toEqual(['open one http://a.example.org', 'close one http://a.example.org']);
  });

  it('opens a transport anew after it was closed, and for another address', async () => {
    const { keeper, log } = createKeeper();
    await closeAll(keeper.take([one]));
    const again = keeper.take([one]);
    const elsewhere = keeper.take([moved]);
    await closeAll(again);
    await closeAll(elsewhere);
    expect(log).toEqual([
      'open one http://a.example.org',
      'close one http://a.example.org',
      'open one http://a.example.org',
      'open one http://b.example.org',
      'close one http://a.example.org',
      'close one http://b.example.org',
    ]);
  });
});
