import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { z } from 'zod';

/** The long texts of a letter that is kept. */
export interface LetterBodies {
  readonly html: string;
  readonly text: string;
  /** What the graph answered, as JSON. Names officers: not for the public. */
  readonly data: string;
  /** What of the data anyone may see once the letter is public, as JSON. */
  readonly publicData: string | null;
}

/**
 * Bytes of the first line, padded with spaces. It says how many bytes each of the texts that follow takes, in the order
 * HTML, text, data, public data: `[77179,7855,4109,2708]`. `null` stands for none.
 */
const headLength = 64;
const head = z.tuple([z.int(), z.int(), z.int(), z.int().nullable()]);

/** Where texts are laid out to be packed: one place for all letters, since a new one for each costs more than packing. */
let table = Buffer.alloc(0);

const options = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/**
 * Packs the long texts of a letter for the database, to a tenth of their bytes: a frame of Zstandard (RFC 8878) around one
 * line of lengths and the texts themselves, in UTF-8. `zstd -d` reads it.
 *
 * @param read Given HTML and text in UTF-8 on the way, to be hashed: the same bytes stand for another letter once it has returned.
 */
export function packBodies(
  { html, text, data, publicData }: LetterBodies,
  read?: (html: Uint8Array, text: Uint8Array) => void,
): Buffer {
  const most = headLength + 3 * (html.length + text.length + data.length);
  const needed = most + 3 * (publicData?.length ?? 0);
  if (table.length < needed) table = Buffer.allocUnsafe(needed);
  let end = headLength;
  const put = (piece: string) => {
    const length = table.write(piece, end);
    end += length;
    return length;
  };
  const [htmlLength, textLength] = [put(html), put(text)];
  const textAt = headLength + htmlLength;
  read?.(table.subarray(headLength, textAt), table.subarray(textAt, textAt + textLength));
  const lengths = [htmlLength, textLength, put(data), publicData === null ? null : put(publicData)];
  table.write(`${JSON.stringify(lengths).padEnd(headLength - 1)}\n`, 'latin1');
  return zstdCompressSync(table.subarray(0, end), options);
}

/** @throws for bytes that `packBodies` did not give. */
export function unpackBodies(packed: Uint8Array): LetterBodies {
  const bytes = zstdDecompressSync(packed);
  const lengths = head.parse(JSON.parse(bytes.toString('latin1', 0, headLength)));
  let end = headLength;
  const take = (length: number) => {
    const from = end;
    end += length;
    return bytes.toString('utf8', from, end);
  };
  const [html, text, data] = [take(lengths[0]), take(lengths[1]), take(lengths[2])];
  return { html, text, data, publicData: lengths[3] === null ? null : take(lengths[3]) };
}
