import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Command } from 'commander';
import { createPrinter } from '../../composition/create-printer.ts';
import { buildRedressSchema } from '../../composition/our-supergraph.ts';
import { parseSettings, type Settings } from '../../config/settings.ts';
import { toEml } from '../../reports/letter-mail.ts';
import { loadReportPackages } from '../../reports/load-report-packages.ts';
import { printLetter } from '../../reports/pdf/print-letter.ts';
import type { RenderedReport } from '../../reports/rendered-report.ts';
import { type CheckFinding, checkReports } from '../../reports/report-check.ts';
import { createReportRegistry, type ReportRegistry } from '../../reports/report-registry.ts';
import { loadAuthorReports } from '../author-reports.ts';
import { CommandError } from '../command.error.ts';
import { writeNewReport } from '../new-report/write-new-report.ts';
import { readOwnPackage } from '../read-own-package.ts';
import { describeOptions, parseReportParameters } from '../report-parameters.ts';
import { withRedress } from '../with-redress.ts';
import { addPreviewCommand } from './preview.command.ts';
import { addReportRunCommand } from './report-run.command.ts';

const formats = ['html', 'txt', 'eml', 'mjml', 'json', 'pdf'] as const;
type Format = (typeof formats)[number];

/** `redress report list / new / check / preview / render / run`: the author's tools. */
export function addReportCommand(program: Command): void {
  const report = program
    .command('report')
    .description('reports: list, new, check, preview, render, run');
  report
    .command('list')
    .description('lists the reports that are installed, with their parameters')
    .action(async () => {
      const reports = await loadAuthorReports(parseSettings(process.env).reportPackages);
      listReports(createReportRegistry(reports, { schema: buildRedressSchema() }));
    });
  report
    .command('new')
    .description('writes a working report with fixtures and a test')
    .argument('<name>', 'kebab-case name, for example my-report')
    .option('--package', 'as a package of its own; always so outside a project with src/plugins')
    .action(async (name: string, options: { package?: boolean }) => {
      const { reportPackages } = parseSettings(process.env);
      const installed = await loadAuthorReports(reportPackages);
      const written = await writeNewReport({
        name,
        taken: installed.map((one) => one.name),
        package: options.package ?? false,
        redress: readOwnPackage(),
        folder: process.cwd(),
      });
      process.stdout.write(`${written.map((path) => `  ${path}`).join('\n')}\n`);
      process.stdout.write(
        written.some((path) => path.endsWith('package.json'))
          ? `Next: cd ${name}, read README.md, and change src/${name}/report.ts.\n`
          : `Next: change src/plugins/${name}/report.ts, then "redress report check".\n`,
      );
    });
  report
    .command('check')
    .description('renders every fixture of every report and names all that is wrong')
    .argument(
      '[packages...]',
      'names or paths of packages to check. Default: all that is installed',
    )
    .option('--json', 'print the findings as JSON')
    .action(async (packages: string[], options: { json?: boolean }) => {
      const reports =
        packages.length > 0
          ? await loadReportPackages(packages)
          : await loadAuthorReports(parseSettings(process.env).reportPackages);
      const schema = buildRedressSchema();
      const findings = await checkReports(reports, {
        schema,
        ...(packages.length === 0 ? { project: process.cwd() } : {}),
      });
      process.stdout.write(
        options.json
          ? `${JSON.stringify(findings, null, 2)}\n`
          : formatFindings(findings, reports.length),
      );
      if (findings.some((finding) => finding.severity === 'error')) process.exitCode = 1;
    });
  addPreviewCommand(report);
  addReportRunCommand(report);
  report
    .command('render')
    .description('renders a report from the database')
    .argument('<name>', 'name of the report, for example annual-letter')
    .option(
      '--out <file>',
      'where to write it; .html, .txt, .eml, .mjml, .json or .pdf says in which form',
    )
    .option('--format <format>', `form when it goes to the terminal: ${formats.join(', ')}`, 'html')
    .allowUnknownOption()
    .allowExcessArguments()
    .addHelpText(
      'after',
      '\nThe report’s own parameters are options too:\n  redress report render annual-letter --council dartford --year-ending 2020 --out letter.html',
    )
    .action((name: string, options: { out?: string; format: string }, command: Command) =>
      withRedress(async ({ engine, registry }, settings) => {
        const format = parseFormat(options);
        const params = parseReportParameters(registry, name, command.args.slice(1));
        const rendered = await engine.render(name, params);
        const bytes = await formatReport(rendered, format, settings);
        if (options.out === undefined) {
          process.stdout.write(bytes);
        } else {
          await writeFile(options.out, bytes).catch((cause: unknown) => {
            throw cannotWrite(options.out ?? '', cause);
          });
          process.stdout.write(`${options.out}: ${bytes.length} bytes, “${rendered.subject}”.\n`);
        }
      }, loadAuthorReports),
    );
}

function listReports(registry: ReportRegistry): void {
  for (const { name, title, description } of registry.reports) {
    process.stdout.write(`${name}  ${title}\n    ${description}\n`);
    for (const parameter of describeOptions(registry, name)) {
      process.stdout.write(`    ${parameter}\n`);
    }
  }
}

function formatFindings(findings: readonly CheckFinding[], reports: number): string {
  const lines = findings.map((finding) => {
    const where = [finding.report, finding.fixture, finding.line].filter(
      (part) => part !== undefined,
    );
    return `${finding.severity}  ${where.join(':')}  ${finding.rule}: ${finding.message}`;
  });
  const count = findings.length === 1 ? '1 finding' : `${findings.length} findings`;
  return `${[...lines, `${reports} ${reports === 1 ? 'report' : 'reports'} checked, ${count}.`].join('\n')}\n`;
}

/** The form to write: that of the file's ending, else that of `--format`. */
function parseFormat(options: { out?: string; format: string }): Format {
  const wanted = options.out === undefined ? options.format : extname(options.out).slice(1);
  const format = formats.find((known) => known === wanted);
  if (format !== undefined) return format;
  const where = options.out === undefined ? '--format' : 'the ending of --out';
  throw new CommandError(
    'FORMAT_UNKNOWN',
    `[report] ${where} must be one of ${formats.join(', ')}, but got ${JSON.stringify(wanted)}.`,
  );
}

async function formatReport(
  rendered: RenderedReport,
  format: Format,
  settings: Settings,
): Promise<Buffer> {
  switch (format) {
    case 'html':
      return Buffer.from(rendered.html);
    case 'txt':
      return Buffer.from(rendered.text);
    case 'mjml':
      return Buffer.from(rendered.mjml);
    case 'eml':
      return toEml(rendered, { from: settings.mailFrom });
    case 'pdf':
      return printLetter(rendered, { printer: createPrinter(settings) });
    case 'json': {
      const { name, parameters, subject, publicData } = rendered;
      const letter = { report: name, parameters, subject, data: publicData };
      return Buffer.from(`${JSON.stringify(letter, null, 2)}\n`);
    }
  }
}

function cannotWrite(file: string, cause: unknown): CommandError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new CommandError(
    'FILE_NOT_WRITABLE',
    `[report] --out must be a file that can be written, but got ${JSON.stringify(file)} (${reason}).`,
  );
}
