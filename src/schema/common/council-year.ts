/** A council and a year ending, written `E07000107-2020`: the key of figures. */
export type CouncilYear = `${string}-${number}`;

const pattern = /^([A-Z]\d{8})-(\d{4})(-live)?$/;

/** The key of a council's figures of one year: frozen, where they are. */
export function formatCouncilYear(councilCode: string, yearEnding: number): CouncilYear {
  return `${councilCode}-${yearEnding}`;
}

/** The key of the same figures as they are today, frozen or not: `E07000107-2020-live`. */
export function formatLiveCouncilYear(councilCode: string, yearEnding: number): string {
  return `${formatCouncilYear(councilCode, yearEnding)}-live`;
}

/** The council and year of a key, or null when it is none. */
export function parseCouncilYear(
  key: string,
): { councilCode: string; yearEnding: number; isLive: boolean } | null {
  const parts = pattern.exec(key);
  if (parts?.[1] === undefined || parts[2] === undefined) return null;
  return {
    councilCode: parts[1],
    yearEnding: Number(parts[2]),
    isLive: parts[3] !== undefined,
  };
}
