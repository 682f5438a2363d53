import type { GraphQLSchema } from 'graphql';
import { type CheckedDocument, checkDocument } from './check-document.ts';
import type { OperationLimits } from './operation-limits.ts';

/** Memory for documents. Their syntax trees take far more of it than their texts. */
const maxBytes = 64 * 1_048_576;
const bytesPerToken = 400;
const bytesPerCharacter = 4;

interface Entry extends CheckedDocument {
  readonly bytes: number;
}

/** Checks each document once and keeps the good ones, those used last, within bounded memory. */
export class DocumentCache {
  readonly #entries = new Map<string, Entry>();
  readonly #schema: GraphQLSchema;
  readonly #limits: OperationLimits;
  #bytes = 0;

  constructor(schema: GraphQLSchema, limits: OperationLimits) {
    this.#schema = schema;
    this.#limits = limits;
  }

  /** Estimated bytes of what is kept. */
  get bytes(): number {
    return this.#bytes;
  }

  check(text: string): CheckedDocument {
    const known = this.#entries.get(text);
    if (known !== undefined) {
      this.#entries.delete(text);
      this.#entries.set(text, known);
      return known;
    }
    const checked = checkDocument(text, this.#schema, this.#limits);
    if (checked.errors.length === 0) this.#keep(text, checked);
    return checked;
  }

  #keep(text: string, checked: CheckedDocument): void {
    const bytes = text.length * bytesPerCharacter + checked.tokens * bytesPerToken;
    this.#entries.set(text, { ...checked, bytes });
    this.#bytes += bytes;
    for (const [oldText, entry] of this.#entries) {
      if (this.#bytes <= maxBytes) break;
      this.#entries.delete(oldText);
      this.#bytes -= entry.bytes;
    }
  }
}
