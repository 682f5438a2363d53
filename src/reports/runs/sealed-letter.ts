import type { RenderedReport } from '../rendered-report.ts';
import { hashLetter } from './letter-hash.ts';

/** The long texts of a letter, data as JSON. */
export interface MadeBodies {
  readonly html: string;
  readonly text: string;
  readonly data: string;
  readonly publicData: string;
}

/** Packs the long texts of a letter, as they are kept. `read` is given HTML and text in UTF-8, which stand until it returns. */
export type PackBodies = (
  bodies: MadeBodies,
  read: (html: Uint8Array, text: Uint8Array) => void,
) => Uint8Array;

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
  let sha256 = '';
  // Written out once, for both.
  const bodies = pack({ html, text, data, publicData }, (htmlBytes, textBytes) => {
    sha256 = hashLetter({ subject, html: htmlBytes, text: textBytes });
  });
  return { title, subject, preheader, letterDate, sha256, bodies };
}
