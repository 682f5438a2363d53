import { type NewFile, type ReportNames, writeReportFiles } from './report-files.ts';

/** The most columns of a line. */
const lineWidth = 100;

/** A report among those that ship: its folder, and a test that holds each fixture. */
export function writeProjectFiles(names: ReportNames): NewFile[] {
  return [
    ...writeReportFiles(`src/plugins/${names.name}`, names),
    { path: `tests/plugins/${names.name}/fixtures.test.ts`, text: writeTest(names) },
  ];
}

/** The list of installed reports with one more, its import sorted in. */
export function addToList(index: string, { name, camel }: ReportNames): string {
  const lines = index.split('\n');
  const statement = `import { ${camel} } from './${name}/report.ts';`;
  const isImport = (line: string) => line.startsWith('import ') && line.includes("from './");
  const next = lines.findIndex((line) => isImport(line) && pathOf(line) > pathOf(statement));
  const last = lines.findLastIndex(isImport);
  lines.splice(next === -1 ? last + 1 : next, 0, statement);
  return lines
    .join('\n')
    .replace(/(installedReports: readonly AnyReport\[\] = \[)([^\]]*)\]/, (_, start, list) => {
      const reports = String(list)
        .split(',')
        .map((report) => report.trim())
        .filter((report) => report !== '');
      // As the formatter of the project leaves it: on one line where it fits.
      const all = [...reports, camel];
      const line = `export const ${start}${all.join(', ')}];`;
      return line.length <= lineWidth
        ? `${start}${all.join(', ')}]`
        : `${start}\n${all.map((report) => `  ${report},\n`).join('')}]`;
    });
}

function pathOf(statement: string): string {
  return statement.slice(statement.indexOf("from '"));
}

const writeTest = ({
  name,
  camel,
  title,
}: ReportNames) => `import { describe, expect, it } from 'vitest';
import { ${camel} } from '../../../src/plugins/${name}/report.ts';
import { checkReports } from '../../../src/reports/report-check.ts';
import { createTestEngine } from '../../reports/create-test-engine.ts';
import { outlineHtml } from '../outline.ts';

const engine = createTestEngine([${camel}]);

describe.each(Object.keys(${camel}.fixtures))('${title}, %s', (fixture) => {
  it('says in HTML what it said before', async () => {
    const { html } = await engine.renderFixture('${name}', fixture);
    await expect(outlineHtml(html)).toMatchFileSnapshot(\`snapshots/\${fixture}.html.outline\`);
  });

  it('says in plain text what it said before', async () => {
    const { text } = await engine.renderFixture('${name}', fixture);
    await expect(text).toMatchFileSnapshot(\`snapshots/\${fixture}.txt\`);
  });
});

describe('${title}', () => {
  it('passes the check', async () => {
    expect(await checkReports([${camel}])).toEqual([]);
  });
});
`;
