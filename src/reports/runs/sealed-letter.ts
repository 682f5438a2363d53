import type { RenderedReport } from '../rendered-report.ts';
import { hashLetter } from './letter-hash.ts';

/** The long texts of a letter, data as JSON. */
export interface MadeBodies {
  readonly html: string;
  readonly text: string;
  readonly data: string;
  readonly publicData: string;
}

/** Packs the long texts of a letter, as they are kept. */
export type PackBodies = (bodies: MadeBodies) => Uint8Array;

/** A letter as it is kept: what it is called, the hash of what it says, and its long texts packed. */
export interface SealedLetter {
  /** The report's title. */
  readonly title: string;
  readonly subject: string;
  readonly preheader: string;
  readonly letterDate: string | null;
  /** 64 hexadecimal digits: see `hashLetter`. */
  readonly sha256: string;
  readonly bodies: Uint8Array;
}

export function sealLetter(made: RenderedReport, pack: PackBodies): SealedLetter {
  const { title, subject, preheader, letterDate, html, text } = made;
  const data = JSON.stringify(made.data);
  const publicData = JSON.stringify(made.publicData);
  return {
    title,
    subject,
    preheader,
    letterDate,
    sha256: hashLetter(made),
    bodies: pack({ html, text, data, publicData }),
  };
}
