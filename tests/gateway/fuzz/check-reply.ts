import type { RawReply } from './raw-request.ts';

/** Signs of the inside: stacks, paths of files, modules, and names of the machinery. */
const inside =
  /node_modules|node:internal|\bat [\w.<>]+ \(|\.(ts|js|mjs|cjs):\d+|\/(src|home|root|tmp)\/|stacktrace|RangeError|TypeError|Maximum call stack|Cannot read propert|is not a function|ECONN|SQLITE/;

/** What is wrong with how a server took a request, or `undefined`. */
export function findFault({ status, text }: RawReply): string | undefined {
  if (status >= 500) return `it answered ${status}`;
  const body = text.slice(text.indexOf('\r\n\r\n') + 4);
  const leak = inside.exec(body)?.[0];
  if (leak !== undefined) return `it let out ${JSON.stringify(leak)}`;
  // Wherever this project lies.
  if (body.includes(process.cwd())) return `it let out ${process.cwd()}`;
  return undefined;
}
