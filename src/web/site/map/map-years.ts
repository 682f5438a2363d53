/** The years that the map has, oldest first: the last one and the four before it. */
export function mapYears(last: number): number[] {
  return [4, 3, 2, 1, 0].map((before) => last - before);
}
