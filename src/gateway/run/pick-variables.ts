/** The variables that a fetch uses, as far as the client gave them or they have a default. */
export function pickVariables(
  variables: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Record<string, unknown> {
  const picked: Record<string, unknown> = {};
  for (const name of names) {
    const value = variables[name];
    if (value !== undefined) picked[name] = value;
  }
  return picked;
}
