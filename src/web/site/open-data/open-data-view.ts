/** What `/data` shows: every year, and the tables that each has. */
export interface OpenDataView {
  readonly tables: readonly {
    readonly name: string;
    readonly title: string;
    readonly description: string;
  }[];
  readonly years: readonly {
    readonly yearEnding: number;
    readonly councils: number;
    readonly sample: boolean;
  }[];
}
