/** What a subgraph's `Cache-Control` says of one answer. */
export interface AnswerCaching {
  /** Seconds for which it is good from now on; 0 where it must not be kept. Absent: nothing is said. */
  readonly maxAge?: number | undefined;
  readonly isPrivate: boolean;
}

/**
 * Reads `Cache-Control`, with `Age` taken off. `undefined` where it says nothing of keeping. Where it says several things, the
 * shortest time counts.
 */
export function readCacheControl(
  header: string | undefined,
  ageHeader: string | undefined,
): AnswerCaching | undefined {
  if (header === undefined) return undefined;
  const ages: number[] = [];
  let isPrivate = false;
  let isPublic = false;
  for (const part of header.toLowerCase().split(',')) {
    const [name = '', value = ''] = part.split('=').map((word) => word.trim());
    if (name === 'no-store' || name === 'no-cache') ages.push(0);
    else if (name === 'private') isPrivate = true;
    else if (name === 'public') isPublic = true;
    else if (name === 'max-age' || name === 's-maxage') {
      const [, seconds] = /^"?(\d{1,10})"?$/.exec(value) ?? [];
      // A time that cannot be read is none.
      ages.push(seconds === undefined ? 0 : Number(seconds));
    }
  }
  if (ages.length === 0) return isPrivate || isPublic ? { isPrivate } : undefined;
  const age = /^\d{1,10}$/.test(ageHeader ?? '') ? Number(ageHeader) : 0;
  return { maxAge: Math.max(0, Math.min(...ages) - age), isPrivate };
}
