/** What files of other kinds begin with, in bytes as hexadecimal digits, and what to do with such a file. */
const signatures: readonly (readonly [string, string])[] = [
  ['504b0304', 'an Excel workbook (.xlsx) or another ZIP archive'],
  ['d0cf11e0', 'an old Excel workbook (.xls)'],
  ['1f8b', 'a file compressed with gzip: unpack it first'],
  ['255044462d', 'a PDF'],
  ['53514c697465', 'a SQLite database'],
  ['89504e47', 'a picture'],
  ['ffd8ff', 'a picture'],
  ['0000feff', 'UTF-32'],
  ['fffe0000', 'UTF-32'],
  ['fffe', 'UTF-16'],
  ['feff', 'UTF-16'],
];

/** So many bytes of a file tell what it is. */
export const signatureBytes = 32;

/** What a file is that is not CSV, by its first bytes, or null. */
export function describeSignature(head: Uint8Array): string | null {
  const digits = Buffer.from(head).toString('hex');
  const found = signatures.find(([start]) => digits.startsWith(start));
  if (found) return found[1];
  if (head.length >= 4 && head[0] !== 0 && head[1] === 0 && head[3] === 0) return 'UTF-16';
  if (head.length >= 4 && head[0] === 0 && head[1] !== 0 && head[2] === 0) return 'UTF-16';
  const text = Buffer.from(head)
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart();
  if (/^<(!doctype|html|\?xml|[a-z]+[\s>])/i.test(text)) return 'a web page or XML';
  if (/^[{[]/.test(text)) return 'JSON';
  return null;
}
