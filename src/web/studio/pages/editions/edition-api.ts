/** What the studio's pages of editions ask the server for. */
import type { FieldProblem } from '../../api.ts';

/** All that an edition says, as it is saved. */
export interface Edition {
  readonly letterDate: string;
  readonly publicationDate: string;
  readonly senderName: string;
  readonly senderAddress: readonly string[];
  readonly contactEmail: string;
  readonly joint: boolean;
  readonly opening: readonly string[];
  readonly figuresNote: string | null;
  readonly closing: readonly string[];
  readonly signatoryName: string | null;
  readonly signatoryOffices: readonly string[];
  readonly sample: boolean;
  readonly notice: string | null;
}

export interface Council {
  readonly slug: string;
  readonly name: string;
}

export interface Change {
  readonly number: number;
  readonly at: string;
  readonly by: string;
}

export interface ListedEdition {
  readonly yearEnding: number;
  readonly letterDate: string;
  readonly publicationDate: string;
  readonly version: number;
  readonly comments: number;
}

export interface EditionList {
  readonly editions: readonly ListedEdition[];
  readonly mayEdit: boolean;
}

export interface EditedYear {
  readonly yearEnding: number;
  readonly edition: Edition | null;
  readonly version: number;
  readonly changes: readonly Change[];
  readonly comments: readonly Council[];
}

export interface EditedComment {
  readonly yearEnding: number;
  readonly council: Council;
  readonly text: string;
  readonly version: number;
  readonly changes: readonly Change[];
}

export interface DraftLetter {
  readonly problems: readonly FieldProblem[];
  readonly letter: {
    readonly council: string;
    readonly subject: string;
    readonly html: string;
    readonly text: string;
  } | null;
  readonly failure: string | null;
}
