#!/usr/bin/env node
import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { addBackupCommands } from './commands/backup.command.ts';
import { addComposeCommand } from './commands/compose.command.ts';
import { addDecisionCommand } from './commands/decision.command.ts';
import { addExportCommand } from './commands/export.command.ts';
import { addFiguresCommand } from './commands/figures.command.ts';
import { addForgetCommand } from './commands/forget.command.ts';
import { addGatewayCommand } from './commands/gateway.command.ts';
import { addImportCommand } from './commands/import.command.ts';
import { addKeyCommand } from './commands/key.command.ts';
import { addMigrateCommand } from './commands/migrate.command.ts';
import { addReportCommand } from './commands/report.command.ts';
import { addSampleCommand } from './commands/sample.command.ts';
import { addSchemaCommand } from './commands/schema.command.ts';
import { addStartCommand } from './commands/start.command.ts';
import { addSubgraphCommand } from './commands/subgraph.command.ts';
import { describeFailure } from './describe-failure.ts';
import { readVersion } from './read-version.ts';

const program = new Command('redress')
  .description('GraphQL federation gateway and report engine for an ombudsman’s casework.')
  .version(readVersion())
  .exitOverride()
  .configureHelp({ sortSubcommands: false })
  .showHelpAfterError('Add --help for what can be said here.');

addStartCommand(program);
addGatewayCommand(program);
addSubgraphCommand(program);
addComposeCommand(program);
addSchemaCommand(program);
addMigrateCommand(program);
addSampleCommand(program);
addImportCommand(program);
addDecisionCommand(program);
addExportCommand(program);
addFiguresCommand(program);
addBackupCommands(program);
addForgetCommand(program);
addReportCommand(program);
addKeyCommand(program);

try {
  if (existsSync('.env')) process.loadEnvFile('.env');
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
