/** A council and a year ending, written `E07000107-2020`: the key of figures. */
export type CouncilYear = `${string}-${number}`;

const pattern = /^([A-Z]\d{8})-(\d{4})$/;

/** The key of a council's figures of one year. */
export function formatCouncilYear(councilCode: string, yearEnding: number): CouncilYear {
  return `${councilCode}-${yearEnding}`;
}

/** The council and year of a key, or null when it is none. */
export function parseCouncilYear(key: string): { councilCode: string; yearEnding: number } | null {
  const parts = pattern.exec(key);
  if (parts?.[1] === undefined || parts[2] === undefined) return null;
  return { councilCode: parts[1], yearEnding: Number(parts[2]) };
}
