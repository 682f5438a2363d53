import type { Command } from 'commander';
import {
  createApiKey,
  listApiKeys,
  revokeApiKey,
} from '../../resolvers/access/api-key.repository.ts';
import { type Scope, scopes } from '../../resolvers/operation-context.ts';
import { CommandError } from '../command.error.ts';
import { withDatabases } from '../with-databases.ts';

/** `redress key create / list / revoke`: API keys. */
export function addKeyCommand(program: Command): void {
  const key = program.command('key').description('API keys: create, list, revoke');
  key
    .command('create')
    .description('makes a key and shows it once')
    .requiredOption('--name <name>', 'what it is for, for example "letters for the intranet"')
    .requiredOption('--scope <scope...>', `what it may do: ${scopes.join(', ')}`)
    .action((options: { name: string; scope: string[] }) =>
      withDatabases(async (databases) => {
        const granted = parseScopes(options.scope);
        const now = new Date().toISOString();
        const created = await createApiKey(databases.house, options.name, granted, now);
        process.stdout.write(
          `${created.key}\nShown this once: keep it now. Send it as "Authorization: Bearer …".\n`,
        );
      }),
    );
  key
    .command('list')
    .description('lists keys by the start of each')
    .action(() =>
      withDatabases(async (databases) => {
        for (const row of await listApiKeys(databases.house)) {
          const state = row.revokedAt === null ? 'good' : `revoked ${row.revokedAt}`;
          process.stdout.write(
            `${row.prefix}…  ${row.name}  [${row.scopes.join(', ')}]  ${state}\n`,
          );
        }
      }),
    );
  key
    .command('revoke')
    .description('ends a key; it stops working at once')
    .argument(
      '<prefix>',
      'the start of the key as "redress key list" shows it, for example rk_1a2b3c4d',
    )
    .action((prefix: string) =>
      withDatabases(async (databases) => {
        const plain = prefix.replace(/…$/, '').slice(0, 11);
        if (await revokeApiKey(databases.house, plain, new Date().toISOString())) {
          process.stdout.write(`${plain}… is revoked.\n`);
          return;
        }
        throw new CommandError(
          'KEY_NOT_FOUND',
          `[key] PREFIX must be the start of a key that is good, but got ${JSON.stringify(prefix)}. See "redress key list".`,
        );
      }),
    );
}

function parseScopes(given: readonly string[]): Scope[] {
  const names = given.flatMap((text) => text.split(','));
  const unknown = names.filter((name) => !scopes.some((scope) => scope === name));
  if (unknown.length > 0) {
    throw new CommandError(
      'SCOPE_UNKNOWN',
      `[key] --scope must be any of ${scopes.join(', ')}, but got ${unknown.map((name) => JSON.stringify(name)).join(', ')}.`,
    );
  }
  return scopes.filter((scope) => names.includes(scope));
}
