/** The variables that a fetch uses, as far as the client gave them or they have a default. */
export function pickVariables(
  variables: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Record<string, unknown> {
  const picked: Record<string, unknown> = {};
  for (const name of names) {
    // By its own key only: a variable may be called like a member of all objects.
    if (Object.hasOwn(variables, name)) picked[name] = variables[name];
  }
  return picked;
}
