import type { Command } from 'commander';

type AddCommands = (program: Command) => void;

/** Where each command is, in the order of the help. What stands behind one takes up to a second to load. */
const files: ReadonlyMap<string, () => Promise<AddCommands>> = new Map([
  ['start', async () => (await import('./commands/start.command.ts')).addStartCommand],
  ['gateway', async () => (await import('./commands/gateway.command.ts')).addGatewayCommand],
  ['subgraph', async () => (await import('./commands/subgraph.command.ts')).addSubgraphCommand],
  ['compose', async () => (await import('./commands/compose.command.ts')).addComposeCommand],
  ['schema', async () => (await import('./commands/schema.command.ts')).addSchemaCommand],
  ['migrate', async () => (await import('./commands/migrate.command.ts')).addMigrateCommand],
  ['sample', async () => (await import('./commands/sample.command.ts')).addSampleCommand],
  ['import', async () => (await import('./commands/import.command.ts')).addImportCommand],
  ['decision', async () => (await import('./commands/decision.command.ts')).addDecisionCommand],
  ['export', async () => (await import('./commands/export.command.ts')).addExportCommand],
  ['figures', async () => (await import('./commands/figures.command.ts')).addFiguresCommand],
  ['backup', async () => (await import('./commands/backup.command.ts')).addBackupCommands],
  ['restore', async () => (await import('./commands/backup.command.ts')).addBackupCommands],
  ['forget', async () => (await import('./commands/forget.command.ts')).addForgetCommand],
  ['report', async () => (await import('./commands/report.command.ts')).addReportCommand],
  ['run', async () => (await import('./commands/run.command.ts')).addRunCommand],
  ['letter', async () => (await import('./commands/letter.command.ts')).addLetterCommand],
  ['worker', async () => (await import('./commands/worker.command.ts')).addWorkerCommand],
  ['delivery', async () => (await import('./commands/delivery.command.ts')).addDeliveryCommand],
  ['key', async () => (await import('./commands/key.command.ts')).addKeyCommand],
]);

/**
 * Adds the command that is asked for, or all of them where it is none: for the help, and to say what there is. The version
 * asks for none.
 */
export async function loadCommands(program: Command, wanted: string | undefined): Promise<void> {
  if (wanted === '--version' || wanted === '-V') return;
  const file = files.get(wanted ?? '');
  const adders = await Promise.all((file ? [file] : [...files.values()]).map((load) => load()));
  // Two commands of one file are added by one function.
  for (const add of new Set(adders)) add(program);
}
