/** A file of a new report: where it goes, from the folder in which the command ran, and what it says. */
export interface NewFile {
  readonly path: string;
  readonly text: string;
}

/** How a report is called in code, and from where it imports the contract. */
export interface ReportNames {
  /** `my-report` */
  readonly name: string;
  /** `myReport` */
  readonly camel: string;
  /** `MyReport` */
  readonly pascal: string;
  /** `My report` */
  readonly title: string;
  /** `redress/reports`, or the way to it inside Redress. */
  readonly contract: string;
}

/** The names of a report from its kebab-case one. */
export function nameReport(name: string, contract: string): ReportNames {
  const words = name.split('-');
  const pascal = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  const title = words.join(' ');
  return {
    name,
    camel: pascal.charAt(0).toLowerCase() + pascal.slice(1),
    pascal,
    title: title.charAt(0).toUpperCase() + title.slice(1),
    contract,
  };
}

/** The four files of a report folder: a working report about one council in one year. */
export function writeReportFiles(folder: string, names: ReportNames): NewFile[] {
  return [
    { path: `${folder}/report.ts`, text: writeReport(names) },
    { path: `${folder}/query.ts`, text: writeQuery(names) },
    { path: `${folder}/fixtures.ts`, text: writeFixtures(names) },
    { path: `${folder}/README.md`, text: writeReadme(names) },
  ];
}

const writeReport = ({ name, camel, title, contract }: ReportNames) => `import {
  defineReport,
  encodeSegment,
  houseFigure,
  houseNotice,
  houseParagraphs,
  mjml,
  notFound,
  z,
} from '${contract}';
import { fixtures } from './fixtures.ts';
import { ${camel}Query } from './query.ts';

/** How many complaints about one council were upheld in one year. See README.md beside this file. */
export const ${camel} = defineReport({
  name: '${name}',
  title: '${title}',
  description: 'How many complaints about one council were upheld in one year.',
  apiVersion: 1,
  params: z.object({
    council: z.string().describe('Slug of the council: kent'),
    yearEnding: z.int().min(1975).max(2100).describe('The year ending 31 March'),
  }),
  query: ${camel}Query,
  variables: ({ council, yearEnding }) => ({ slug: council, yearEnding }),
  view: ({ data: { council }, params, format, link }) => {
    if (council === null) return notFound(\`there is no council "\${params.council}".\`);
    const { upheld, sample } = council.performance;
    const { numerator, denominator, percent } = upheld;
    const counts =
      numerator === null || denominator === null
        ? 'The counts behind it were not published.'
        : \`\${format.count(numerator)} of \${format.plural(denominator, 'investigation', 'investigations')}.\`;
    return {
      subject: \`Upheld complaints \${params.yearEnding}: \${council.name}\`,
      preheader: \`How many complaints about \${council.name} were upheld\`,
      body: mjml\`
        \${sample && houseNotice('Sample.', ['The figures are made up to show how this report looks.'])}
        <mj-wrapper css-class="sheet" background-color="#ffffff" padding="28px 0 24px">
          <mj-section><mj-column>
            <mj-text><h1 class="title" style="margin:0;font-size:28px;line-height:34px;">\${council.name}</h1></mj-text>
          </mj-column></mj-section>
          \${
            percent === null
              ? mjml\`<mj-section><mj-column>\${houseParagraphs(['No uphold rate is known for this year.'])}</mj-column></mj-section>\`
              : houseFigure(format.percent(percent), 'Complaints upheld', counts)
          }
          <mj-section><mj-column>
            <mj-text><a href="\${link(\`/councils/\${encodeSegment(params.council)}\`)}">The council on our website</a></mj-text>
          </mj-column></mj-section>
        </mj-wrapper>\`,
    };
  },
  fixtures,
});
`;

const writeQuery = ({
  camel,
  pascal,
  contract,
}: ReportNames) => `import { type DataOf, graphql } from '${contract}';

/** What the report asks of the graph. Try it in the explorer at /graphql. */
export const ${camel}Query = graphql(\`
  query ${pascal}($slug: String!, $yearEnding: Int!) {
    council(slug: $slug) {
      name
      performance(yearEnding: $yearEnding) {
        upheld { numerator denominator percent }
        sample
      }
    }
  }
\`);

/** The data of the report, as the graph gives it. */
export type ${pascal}Data = DataOf<typeof ${camel}Query>;
`;

const writeFixtures = ({
  pascal,
  contract,
}: ReportNames) => `import type { Fixture } from '${contract}';
import type { ${pascal}Data } from './query.ts';

/** The parameters of the report. */
export interface ${pascal}Parameters {
  readonly council: string;
  readonly yearEnding: number;
}

const params: ${pascal}Parameters = { council: 'marlow-vale', yearEnding: 2020 };

/** Made-up cases: for preview, tests and checks. Their data is typed by the query. */
export const fixtures: Readonly<Record<string, Fixture<${pascal}Parameters, ${pascal}Data>>> = {
  typical: {
    params,
    data: {
      council: {
        name: 'Marlow Vale Borough Council',
        performance: {
          upheld: { numerator: 37, denominator: 54, percent: 69 },
          sample: false,
        },
      },
    },
  },
  'no-investigations': {
    params,
    data: {
      council: {
        name: 'Marlow Vale Borough Council',
        performance: {
          upheld: { numerator: 0, denominator: 0, percent: null },
          sample: true,
        },
      },
    },
  },
};
`;

const writeReadme = ({ name, title }: ReportNames) => `# ${title}

Say here for whom this report is and where what it says comes from.

\`\`\`sh
npx redress report render ${name} --council kent --year-ending 2020 --out ${name}.html
\`\`\`

| file | does |
|---|---|
| \`report.ts\` | the definition: parameters, variables, view |
| \`query.ts\` | what is asked of the graph |
| \`fixtures.ts\` | the cases it is previewed and tested with |
`;
