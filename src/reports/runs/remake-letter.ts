import type { RenderedReport } from '../rendered-report.ts';
import type { ReportEngine } from '../report-engine.ts';
import { hashLetter } from './letter-hash.ts';

/** What a letter of a run is made from, and what it says. */
export interface KeptLetter {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly sha256: string;
  readonly reportName: string;
  readonly reportVersion: string;
  /** JSON. */
  readonly parameters: string;
  /** JSON. */
  readonly data: string;
  readonly renderedAt: string;
  readonly locale: string;
  readonly publicUrl: string;
}

/** What came of making a letter again. */
export type Verdict =
  /** The same bytes. */
  | { readonly kind: 'same' }
  /** What is kept is not what was kept then. */
  | { readonly kind: 'damaged'; readonly sha256: string }
  /** The report has another version now, whose words may be others. */
  | { readonly kind: 'otherVersion'; readonly version: string }
  /** The same version makes other bytes. */
  | { readonly kind: 'different'; readonly parts: readonly string[] };

/** Makes a letter again from what it was made from. Rejects with a `ReportError`. */
export function remakeLetter(engine: ReportEngine, kept: KeptLetter): Promise<RenderedReport> {
  return engine.renderData(kept.reportName, JSON.parse(kept.parameters), JSON.parse(kept.data), {
    as: { now: new Date(kept.renderedAt), locale: kept.locale, publicUrl: kept.publicUrl },
  });
}

/** Makes a letter again and holds it against the one that is kept, byte for byte. Rejects with a `ReportError`. */
export async function verifyLetter(engine: ReportEngine, kept: KeptLetter): Promise<Verdict> {
  const sha256 = hashLetter(kept);
  if (sha256 !== kept.sha256) return { kind: 'damaged', sha256 };
  const { version } = engine.registry.get(kept.reportName);
  if (version !== kept.reportVersion) return { kind: 'otherVersion', version };
  const made = await remakeLetter(engine, kept);
  const parts = (['subject', 'html', 'text'] as const).filter((part) => made[part] !== kept[part]);
  return parts.length === 0 ? { kind: 'same' } : { kind: 'different', parts };
}
