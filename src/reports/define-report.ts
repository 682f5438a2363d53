import type { z } from 'zod';
import { checkDefinition } from './check-definition.ts';
import type { ReportQuery } from './graphql.ts';
import type { NotFound } from './not-found.ts';
import type { Allowance, Fixture, LetterView, Report, ViewContext } from './report.ts';

/** What an author writes to define a report. */
export type ReportDefinition<Params extends object, Data, Variables extends object> = {
  /** kebab-case, unique; appears in addresses, logs and errors. */
  readonly name: string;
  /** As people read it: "Annual review letter". */
  readonly title: string;
  /** One or two sentences for whoever chooses among reports. */
  readonly description?: string;
  /** The version of this contract that the report was written for. */
  readonly apiVersion: 1;
  /** The version of the report itself, kept with every letter of a run. Raise it when words or look change. "1" by default. */
  readonly version?: string;
  /** The parameters, as `z.object({ … })`. Parameters that are not declared are refused. */
  readonly params: z.ZodType<Params> & { readonly shape: object };
  /** The data, as `graphql(\`query …\`)`. */
  readonly query: ReportQuery<Data, Variables>;
  /** The letter, or `notFound('why')`. Pure and synchronous: same context, same letter. */
  readonly view: (context: ViewContext<Params, Data>) => LetterView | NotFound;
  /** What `report check` lets pass: `mj-include`, `mj-raw-values`, `remote-images`. Nothing by default. */
  readonly allow?: readonly Allowance[];
  /** What of the data anyone may see beside the published letter. Nothing by default. */
  readonly publicData?: (context: { readonly data: Data; readonly params: Params }) => unknown;
  /** At least one named set of parameters and data, the data typed by the query. */
  readonly fixtures: Readonly<Record<string, Fixture<Params, Data>>>;
} & ([Params, keyof Params] extends [Variables, keyof Variables]
  ? {
      /** The query's variables. The parameters themselves by default. */
      readonly variables?: (params: Params) => Variables;
    }
  : {
      /** The query's variables: needed, because the parameters are not they. */
      readonly variables: (params: Params) => Variables;
    });

/**
 * A report, ready to be installed.
 *
 * ```ts
 * export const councilCard = defineReport({
 *   name: 'council-card',
 *   title: 'Council card',
 *   apiVersion: 1,
 *   params: z.object({ slug: z.string() }),
 *   query: graphql(`query CouncilCard($slug: String!) { council(slug: $slug) { name } }`),
 *   view: ({ data }) =>
 *     data.council === null
 *       ? notFound('there is no such council.')
 *       : {
 *           subject: data.council.name,
 *           preheader: 'A card about one council',
 *           body: mjml`<mj-section><mj-column>
 *             <mj-text>${data.council.name}</mj-text>
 *           </mj-column></mj-section>`,
 *         },
 *   fixtures: { typical: { params: { slug: 'kent' }, data: { council: { name: 'Kent' } } } },
 * });
 * ```
 *
 * Throws a `ReportDefinitionError` that names the report and every field that is not right.
 */
export function defineReport<Params extends object, Data, Variables extends object>(
  definition: ReportDefinition<Params, Data, Variables>,
): Report<Params, Data> {
  checkDefinition(definition);
  const { variables, publicData } = definition;
  return {
    name: definition.name,
    title: definition.title,
    description: definition.description ?? '',
    apiVersion: definition.apiVersion,
    version: definition.version ?? '1',
    allow: definition.allow,
    params: definition.params,
    parameterNames: Object.keys(definition.params.shape),
    query: definition.query,
    fixtures: definition.fixtures,
    variables: (params) => Object.fromEntries(Object.entries(variables?.(params) ?? params)),
    view: (context) => definition.view(context),
    publicData: (context) => publicData?.(context),
  };
}
