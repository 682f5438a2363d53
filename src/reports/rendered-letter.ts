import { blame } from './blame.ts';
import { declaredParameters } from './declared-parameters.ts';
import { type LetterHeading, type LetterSetting, makeLetter } from './make-letter.ts';
import type { MjmlFragment } from './markup/fragment.ts';
import { writeSource } from './markup/letter-shape.ts';
import type { RenderedReport } from './rendered-report.ts';
import type { AnyReport } from './report.ts';
import { type Guarded, runGuarded } from './run-guarded.ts';

/** What a rendered letter is put together from. */
export interface LetterMaterial {
  readonly report: AnyReport;
  readonly params: unknown;
  /** Gives the data. Called whenever they are read. */
  readonly readData: () => unknown;
  readonly heading: LetterHeading;
  readonly html: string;
  readonly text: string;
  readonly setting: LetterSetting;
  /** Milliseconds that an author's code may take; 0 for no limit. */
  readonly viewTimeoutMs: number;
  /** What anyone may see of the data, where it was worked out already. */
  readonly publicData?: Guarded<unknown> | undefined;
  /** The letter's MJML, where it was kept. */
  readonly document?: MjmlFragment | undefined;
}

/** What anyone may see of a letter's data, by its report: an author's code. */
export function findPublicData(report: AnyReport, params: unknown, data: unknown): unknown {
  return report.publicData({ data, params: declaredParameters(report, params) });
}

/**
 * A rendered letter. What few callers read is worked out when it is read.
 *
 * A class, because V8 makes a hidden class for every object literal with getters, which keeps the
 * whole letter in memory until the next full collection.
 */
export class RenderedLetter implements RenderedReport {
  readonly name: string;
  readonly title: string;
  readonly subject: string;
  readonly preheader: string;
  readonly html: string;
  readonly text: string;
  readonly letterDate: string | null;
  readonly #material: LetterMaterial;

  constructor(material: LetterMaterial) {
    const { report, heading } = material;
    this.name = report.name;
    this.title = report.title;
    this.subject = heading.subject;
    this.preheader = heading.preheader;
    this.html = material.html;
    this.text = material.text;
    this.letterDate = heading.letterDate;
    this.#material = material;
  }

  get parameters(): Readonly<Record<string, unknown>> {
    return Object.fromEntries(Object.entries(this.#material.params ?? {}));
  }

  get mjml(): string {
    return writeSource(this.document);
  }

  /** The letter's MJML with its values apart. Made again by the report's view where it was not kept. */
  get document(): MjmlFragment {
    const { document, report, params, setting, viewTimeoutMs } = this.#material;
    if (document !== undefined) return document;
    const { data } = this;
    const make = () => makeLetter(report, params, data, setting).document;
    const [made] = runGuarded([make], viewTimeoutMs);
    if (made?.ok !== true) throw blame(report, 'view', made?.error);
    return made.value;
  }

  /** What the graph answered. Not for the public: it may name people. */
  get data(): unknown {
    return this.#material.readData();
  }

  get renderedAt(): string {
    return this.#material.setting.now.toISOString();
  }

  get publicData(): unknown {
    const { report, params, viewTimeoutMs } = this.#material;
    const find = () => findPublicData(report, params, this.data);
    const given = this.#material.publicData ?? runGuarded([find], viewTimeoutMs)[0];
    if (given?.ok === false) throw blame(report, 'publicData', given.error);
    return given?.value ?? null;
  }
}
