import type { RenderedReport } from '../rendered-report.ts';
import type { CheckFinding } from '../report-check.ts';

/** Something that keeps a letter from being shown, with the place to mend it. */
export interface StudioProblem {
  readonly code: string;
  /** Null where no report is known, as when a file does not parse. */
  readonly report: string | null;
  /** Where in the making: `load`, `parameters`, `data`, `view`, `html`, `text`. */
  readonly stage: string;
  readonly message: string;
  /** Path from the folder the server was started in. Null where none is known. */
  readonly file: string | null;
  /** From 1. Null where none is known. */
  readonly line: number | null;
}

/** A report as the studio lists it. */
export interface StudioReport {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** JSON Schema (draft 2020-12) of the parameters. */
  readonly parameters: unknown;
  readonly fixtures: readonly { readonly name: string; readonly params: unknown }[];
}

/** The reports there are, and what keeps others from being there. */
export interface StudioList {
  readonly reports: readonly StudioReport[];
  readonly problems: readonly StudioProblem[];
}

/** Which letter is wanted: a fixture by its name, or one with parameters from live data. */
export interface StudioRequest {
  readonly report: string;
  readonly fixture?: string | undefined;
  readonly parameters?: Readonly<Record<string, unknown>> | undefined;
}

/** A letter with all that its author wants to see. What could not be made is null, and `problem` says why. */
export interface StudioPreview {
  /** A plain object: it may have come from another thread. */
  readonly letter: RenderedReport | null;
  readonly data: unknown;
  readonly query: string;
  readonly variables: unknown;
  readonly bytes: { readonly html: number; readonly text: number; readonly clip: number };
  readonly findings: readonly Omit<CheckFinding, 'report' | 'fixture'>[];
  readonly problems: readonly StudioProblem[];
  readonly timings: { readonly dataMs: number; readonly renderMs: number };
}

/** Where the studio gets letters from: the engine of this process, or one in another thread. */
export interface StudioSource {
  list(): Promise<StudioList>;
  /** Never rejects for what a report does: that is among the problems. */
  preview(request: StudioRequest): Promise<StudioPreview>;
}
