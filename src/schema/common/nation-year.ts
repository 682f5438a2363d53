const pattern = /^(\d{4})(-live)?$/;

/** The key of England's figures of one year: `2020`, or `2020-live` as they are today, frozen or not. */
export function formatNationYear(yearEnding: number, isLive: boolean): string {
  return isLive ? `${yearEnding}-live` : String(yearEnding);
}

/** The year of a key, or null when it is none. */
export function parseNationYear(key: string): { yearEnding: number; isLive: boolean } | null {
  const parts = pattern.exec(key);
  if (!parts) return null;
  return { yearEnding: Number(parts[1]), isLive: parts[2] !== undefined };
}
