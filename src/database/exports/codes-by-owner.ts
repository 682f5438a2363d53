/** For each owner its codes with spaces between them, in the order of the pairs. */
export function codesByOwner(
  pairs: readonly { owner: string; code: string }[],
): ReadonlyMap<string, string> {
  const codes = new Map<string, string>();
  for (const { owner, code } of pairs) {
    const before = codes.get(owner);
    codes.set(owner, before === undefined ? code : `${before} ${code}`);
  }
  return codes;
}
