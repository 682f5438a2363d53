/**
 * Text as one segment of an address: `link(`/councils/${encodeSegment(slug)}`)`. Halves of surrogate pairs, which no
 * address can hold and `encodeURIComponent` throws at, become U+FFFD.
 */
export function encodeSegment(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
}
