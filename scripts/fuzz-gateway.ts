import type { AddressInfo } from 'node:net';
import { createGatewayServer } from '../src/gateway/server/create-gateway-server.ts';
import { createMarketGateway } from '../tests/gateway/fixture/market.gateway.ts';
import { handMadeRequests } from '../tests/gateway/fuzz/hand-made.ts';
import { runFuzz } from '../tests/gateway/fuzz/run-fuzz.ts';

/*
 * Sends malformed requests to a gateway and says what came of them: `tsx scripts/fuzz-gateway.ts [COUNT] [SEED]`, by
 * default 20,000 and a seed of the day. Ends with 1 if one brought a 5xx, a stack, a path, or no answer.
 */
const count = Number(process.argv[2] ?? 20_000);
const seed = Number(process.argv[3] ?? Math.floor(Date.now() / 86_400_000));

let faultsLogged = 0;
const gateway = createMarketGateway();
const app = await createGatewayServer({
  gateway,
  createContext: () => ({ counter: 0 }),
  logger: {
    error: () => {
      faultsLogged++;
    },
    warn: () => {},
    info: () => {},
  },
});
await app.listen({ host: '127.0.0.1', port: 0 });
const { port } = app.server.address() as AddressInfo;

let peakBytes = 0;
const watch = setInterval(() => {
  peakBytes = Math.max(peakBytes, process.memoryUsage().rss);
}, 100);
const begun = performance.now();
const { statuses, faults } = await runFuzz(port, count, seed);
const seconds = (performance.now() - begun) / 1_000;
clearInterval(watch);
await app.close();
await gateway.close();

console.log(`${handMadeRequests.length} requests by hand and ${count} generated, seed ${seed}`);
console.log(`${seconds.toFixed(1)} s, at most ${Math.round(peakBytes / 1_048_576)} MiB resident`);
for (const [status, number] of [...statuses].sort(([one], [other]) => one - other)) {
  console.log(`  ${status === 0 ? 'closed' : status}  ${number}`);
}
console.log(`${faults.length} faults, ${faultsLogged} errors in the log`);
for (const fault of faults.slice(0, 20)) console.log(`- ${fault}`);
process.exitCode = faults.length === 0 && faultsLogged === 0 ? 0 : 1;
