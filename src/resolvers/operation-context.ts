import type DataLoader from 'dataloader';
import type { DataSource } from 'typeorm';
import type { LoaderDefinition } from './common/loader.ts';
import type { CaseworkDesk } from './decisions/casework-desk.ts';
import type { EditionDesk } from './reports/edition-desk.ts';
import type { ProbeWatch } from './reports/probe-watch.ts';
import type { ReportService } from './reports/report-service.ts';
import type { RunDesk } from './reports/run-desk.ts';

/** The subgraphs of Redress. Each owns its tables and may have a database of its own. */
export const subgraphNames = [
  'councils',
  'decisions',
  'recommendations',
  'training',
  'reports',
] as const;
export type SubgraphName = (typeof subgraphNames)[number];

/** The database of each subgraph. One machine has the same one for all. */
export type Databases = Readonly<Record<SubgraphName, DataSource>>;

/** What a caller may do beyond public reading. */
export const scopes = [
  'casework:read',
  'casework:write',
  'letters:read',
  'letters:render',
  'letters:publish',
  'admin',
] as const;
export type Scope = (typeof scopes)[number];

/** What an operation may reach beyond the databases. */
export interface OperationServices {
  /** Renders reports. Absent where there is no graph to ask. */
  reports?: ReportService;
  /** Writes casework. Absent where nothing may be written. */
  casework?: CaseworkDesk;
  /** Writes editions and comments. Absent where nothing may be written. */
  editions?: EditionDesk;
  /** Makes runs of letters. Absent where nothing may be written. */
  runs?: RunDesk;
  /** Counts letters that callers were refused. Default: nobody does. */
  probes?: Pick<ProbeWatch, 'refuse'>;
  /** The clock that decides what is public. Default: this machine's. */
  now?: () => Date;
}

/** What the resolvers of one operation share: who asks, where the data is, and what has been loaded. */
export class OperationContext {
  // Not a `#private` field: Apollo Server copies contexts property by property.
  private readonly loaders = new Map<string, unknown>();
  /** When the operation began, in milliseconds of `performance.now()`. */
  readonly startedAt = performance.now();

  constructor(
    readonly databases: Databases,
    /** What the caller may do. Empty for the public. */
    readonly scopes: ReadonlySet<Scope>,
    private readonly services: OperationServices = {},
    /** Who asks, for the record: `key rk_1a2b3c4d`. Null for the public. */
    readonly callerId: string | null = null,
    /** Where the public asks from: an address. Null where it is not known. */
    private readonly address: string | null = null,
    /** What operations that belong together share: the letters of a season. Their scopes must be the same. Null for none. */
    private readonly common: OperationContext | null = null,
  ) {}

  get reports(): ReportService | undefined {
    return this.services.reports;
  }

  get casework(): CaseworkDesk | undefined {
    return this.services.casework;
  }

  get editions(): EditionDesk | undefined {
    return this.services.editions;
  }

  get runs(): RunDesk | undefined {
    return this.services.runs;
  }

  /** Says that the caller asked for letters by name that it may not see, or that do not exist. */
  refuseLetters(letters: number): void {
    const caller = this.callerId ?? this.address ?? 'unknown caller';
    if (letters > 0) this.services.probes?.refuse(caller, letters);
  }

  /** This moment: ISO 8601, UTC. */
  now(): string {
    return (this.services.now?.() ?? new Date()).toISOString();
  }

  /** Whether the caller holds a scope. `admin` holds them all. */
  may(scope: Scope): boolean {
    return this.scopes.has(scope) || this.scopes.has('admin');
  }

  /**
   * The operation's loader of a kind. All fetches of the operation share it, so that a row is read once.
   *
   * @param variant Tells loaders of the same kind with different arguments apart.
   */
  loader<K, V>(definition: LoaderDefinition<K, V>): DataLoader<K, V, unknown>;
  loader<K, V, A>(definition: LoaderDefinition<K, V, A>, variant: A): DataLoader<K, V, unknown>;
  loader<K, V, A>(definition: LoaderDefinition<K, V, A>, variant?: A): DataLoader<K, V, unknown> {
    if (definition.isCommon && this.common !== null) {
      return this.common.loader(definition, variant as A);
    }
    const name =
      variant === undefined ? definition.name : `${definition.name} ${JSON.stringify(variant)}`;
    const known = this.loaders.get(name);
    // A definition's name is unique, so what is kept under it was made by the same definition.
    if (known !== undefined) return known as DataLoader<K, V, unknown>;
    const loader = definition.create(this, variant as A);
    this.loaders.set(name, loader);
    return loader;
  }
}
