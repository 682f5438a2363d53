#!/usr/bin/env node
import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { describeFailure } from './describe-failure.ts';
import { loadCommands } from './load-commands.ts';
import { readOwnPackage } from './read-own-package.ts';

const program = new Command('redress')
  .description('GraphQL federation gateway and report engine for an ombudsman’s casework.')
  .version(readOwnPackage().version)
  .exitOverride()
  .configureHelp({ sortSubcommands: false })
  .showHelpAfterError('Add --help for what can be said here.');

try {
  if (existsSync('.env')) process.loadEnvFile('.env');
  await loadCommands(program, process.argv[2]);
  await program.parseAsync();
} catch (error) {
  // Commander has said what was wrong with the words of the command; --help and --version are no failure.
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode;
  } else {
    process.stderr.write(`${describeFailure(error)}\n`);
    process.exitCode = 1;
  }
}
