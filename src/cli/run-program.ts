import { existsSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { describeFailure } from './describe-failure.ts';
import { loadCommands } from './load-commands.ts';
import { readOwnPackage } from './read-own-package.ts';

/**
 * Runs `redress …` in this process. Whether it went well stands in `process.exitCode`; what went wrong, on standard error.
 *
 * @param words What stands behind `redress`.
 */
export async function runProgram(words: readonly string[]): Promise<void> {
  const program = new Command('redress')
    .description('GraphQL federation gateway and report engine for an ombudsman’s casework.')
    .version(readOwnPackage().version)
    .exitOverride()
    .configureHelp({ sortSubcommands: false })
    .showHelpAfterError('Add --help for what can be said here.');
  try {
    if (existsSync('.env')) process.loadEnvFile('.env');
    await loadCommands(program, words[0]);
    await program.parseAsync(words, { from: 'user' });
  } catch (error) {
    // Commander has said what was wrong with the words of the command; --help and --version are no failure.
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode;
    } else {
      process.stderr.write(`${describeFailure(error)}\n`);
      process.exitCode = 1;
    }
  }
}
