import type { AskedError } from '../ask.ts';
import type { StudioList, StudioPreview, StudioRequest } from './studio-source.ts';

/** What a preview's thread is started with. */
export interface PreviewSetting {
  /** Modules of reports, as addresses (`file://…`). */
  readonly modules: readonly string[];
  /** The public graph in the schema definition language. */
  readonly schema: string;
  readonly publicUrl: string;
  /** File names are told from here. */
  readonly folder: string;
}

/** What the server tells the thread. */
export type ToPreview =
  | { readonly kind: 'load'; readonly sources: readonly string[] }
  | { readonly kind: 'list'; readonly id: number }
  | { readonly kind: 'preview'; readonly id: number; readonly request: StudioRequest }
  | {
      readonly kind: 'data';
      readonly id: number;
      readonly data?: unknown;
      readonly errors?: readonly AskedError[] | undefined;
    };

/** What the thread tells the server. */
export type FromPreview =
  | { readonly kind: 'done'; readonly id: number; readonly answer: StudioList | StudioPreview }
  | {
      readonly kind: 'ask';
      readonly id: number;
      readonly source: string;
      readonly operationName: string;
      readonly variables: Readonly<Record<string, unknown>>;
    };
