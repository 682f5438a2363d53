/** What the graph tells of a report. */
export interface ReportSummary {
  name: string;
  title: string;
  description: string;
  apiVersion: number;
  /** JSON Schema of the parameters. */
  parameters: unknown;
}

/** A report rendered. `mjml` may be worked out only when it is read. */
export interface RenderedParts {
  name: string;
  subject: string;
  html: string;
  text: string;
  readonly mjml: string;
}

/** What the reports subgraph needs of the report engine. */
export interface ReportService {
  readonly definitions: readonly ReportSummary[];

  /** @throws GraphQLError with a code when the report is unknown, its parameters are wrong or it fails. */
  render(name: string, params: unknown): Promise<RenderedParts>;
}
