import { relative, sep } from 'node:path';
import type { OwnPackage } from '../read-own-package.ts';
import { type NewFile, type ReportNames, writeReportFiles } from './report-files.ts';

/**
 * A package of one report: the report, a test, and what builds it.
 *
 * @param redress The Redress that it is written for.
 * @param place Where the package will be, absolute.
 */
export function writePackageFiles(
  names: ReportNames,
  redress: OwnPackage,
  place: string,
): NewFile[] {
  const folder = names.name;
  return [
    { path: `${folder}/package.json`, text: writeManifest(names, redress, place) },
    { path: `${folder}/tsconfig.json`, text: tsconfig },
    { path: `${folder}/README.md`, text: writeReadme(names) },
    { path: `${folder}/src/index.ts`, text: writeIndex(names) },
    { path: `${folder}/tests/${names.name}.test.ts`, text: writeTest(names) },
    ...writeReportFiles(`${folder}/src/${names.name}`, names),
  ];
}

function writeManifest({ name, title }: ReportNames, redress: OwnPackage, place: string): string {
  const manifest = {
    name,
    version: '0.1.0',
    description: `${title}: a report for Redress`,
    private: true,
    type: 'module',
    main: './dist/index.js',
    exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } },
    files: ['dist'],
    scripts: {
      build: 'tsc',
      test: 'node --test tests/*.test.ts',
      check: 'redress report check ./src/index.ts',
      preview: 'redress report preview',
    },
    peerDependencies: { redress: `^${redress.version}` },
    devDependencies: { redress: findRedress(redress, place), typescript: redress.typescript },
    engines: { node: '>=22.18' },
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** The Redress that wrote the package, wherever it stays; where it was fetched for this one command, its version. */
function findRedress({ version, folder }: OwnPackage, place: string): string {
  if (folder.split(sep).includes('_npx')) return `^${version}`;
  return `file:${relative(place, folder).split(sep).join('/')}`;
}

const tsconfig = `{
  "compilerOptions": {
    "target": "es2023",
    "module": "nodenext",
    "moduleResolution": "nodenext",
    "rewriteRelativeImportExtensions": true,
    "strict": true,
    "noUncheckedIndexedAccess": true,
    "exactOptionalPropertyTypes": true,
    "verbatimModuleSyntax": true,
    "erasableSyntaxOnly": true,
    "skipLibCheck": true,
    "declaration": true,
    "rootDir": "src",
    "outDir": "dist"
  },
  "include": ["src"]
}
`;

const writeIndex = ({
  name,
  camel,
}: ReportNames) => `import { ${camel} } from './${name}/report.ts';

/** What \`REDRESS_PLUGINS=${name}\` installs. */
export const reports = [${camel}];
`;

const writeTest = ({ name, camel, title }: ReportNames) => `import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkReport, renderData, renderFixture } from 'redress/reports/testing';
import { ${camel} } from '../src/${name}/report.ts';

describe('${title}', () => {
  it('shows the rate with its counts', async () => {
    const { html, text } = await renderFixture(${camel}, 'typical');
    assert.match(html, /69%/);
    assert.match(text, /37 of 54 investigations/);
  });

  it('says in words that there is no rate', async () => {
    const { text } = await renderFixture(${camel}, 'no-investigations');
    assert.match(text, /No uphold rate is known/);
  });

  it('shows what stands in the data as text', async () => {
    const upheld = { numerator: 1, denominator: 1, percent: 100 };
    const { html } = await renderData(
      ${camel},
      { council: 'x', yearEnding: 2020 },
      { council: { name: '<script>alert(1)</script>', performance: { upheld, sample: false } } },
    );
    assert.doesNotMatch(html, /<script>/);
  });

  it('passes the check', async () => {
    assert.deepEqual(await checkReport(${camel}), []);
  });
});
`;

const writeReadme = ({ name, title }: ReportNames) => `# ${title}

A report for Redress, in a package of its own.

\`\`\`sh
npm install              # links the Redress that wrote this package: package.json says where it is
npm test                 # its own tests
npm run check            # markup, links, alternative text, size, plain text
npm run preview          # the letter in the browser, made again when a file is saved
npm run build            # writes dist/
\`\`\`

The preview shows fixtures; with \`DATABASE_URL=sqlite:/path/to/var/redress.sqlite\` before it, live data, too. To use the report where
Redress runs, build it and name its folder there:

\`\`\`sh
REDRESS_PLUGINS=/path/to/${name} npx redress report render ${name} --council kent --year-ending 2020 --out ${name}.html
\`\`\`

Installed there as any package (\`npm install\`), its name will do: \`REDRESS_PLUGINS=${name}\`.

| folder | holds |
|---|---|
| \`src/${name}\` | the report: definition, query, fixtures |
| \`src/index.ts\` | the list of reports that this package installs |
| \`tests\` | tests, on Node's own test runner |
`;
