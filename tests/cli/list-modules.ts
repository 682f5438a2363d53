/**
 * Loaded before a program (`node --import`): when it ends, the addresses of all files that it has loaded are written to the file
 * `REDRESS_MODULES`, as JSON.
 */
import { writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

const loaded = new Set<string>();

registerHooks({
  load(url, context, nextLoad) {
    if (url.startsWith('file:')) loaded.add(url);
    return nextLoad(url, context);
  },
});
process.on('exit', () => {
  const { REDRESS_MODULES } = process.env;
  if (REDRESS_MODULES) writeFileSync(REDRESS_MODULES, JSON.stringify([...loaded]));
});
