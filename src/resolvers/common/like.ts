/**
 * Words of a search as patterns for `LIKE … ESCAPE '\'`: lower case, each to be found anywhere. At most ten words.
 */
export function likePatterns(search: string): string[] {
  return search
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '')
    .slice(0, 10)
    .map((word) => `%${word.replaceAll(/[\\%_]/gu, (sign) => `\\${sign}`)}%`);
}
