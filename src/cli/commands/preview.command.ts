import type { Command } from 'commander';
import { startPreview } from '../../composition/start-preview.ts';
import { readSettings } from '../port-option.ts';
import { findPreviewModules } from '../preview-modules.ts';
import { stopSignal } from '../stop-signal.ts';

/** `redress report preview`: the studio alone, which follows an author's files. */
export function addPreviewCommand(report: Command): void {
  report
    .command('preview')
    .description('shows reports in a browser and follows the changes of their files')
    .argument('[name]', 'the report to begin with. Default: the first')
    .argument(
      '[packages...]',
      'names or paths of packages. Default: src/plugins, else the package in this folder',
    )
    .option('--port <port>', 'port to listen on; 0 takes a free one. Default: PORT')
    .action(async (name: string | undefined, packages: string[], options: { port?: string }) => {
      const settings = readSettings(options.port);
      const folder = process.cwd();
      // A path can be no name, so that `report preview ./mine` does what it says.
      const isPath = name !== undefined && /[./\\@]/.test(name);
      const found = findPreviewModules(isPath ? [name, ...packages] : packages, folder);
      const preview = await startPreview({ ...settings, host: '127.0.0.1' }, { ...found, folder });
      const query = name === undefined || isPath ? '' : `?report=${encodeURIComponent(name)}`;
      const data = preview.whyNoData === null ? '' : `\nFixtures only: ${preview.whyNoData}`;
      process.stdout.write(
        `Studio   ${preview.url}/studio${query}\nIt follows the files in ${found.watched.join(', ')}.${data}\nPress Ctrl-C to stop.\n`,
      );
      await stopSignal();
      await preview.close();
    });
}
