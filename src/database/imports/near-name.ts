/** The one of some names that a misspelt one most likely means, or null when none is near. */
export function nearName(given: string, names: readonly string[]): string | null {
  const wanted = given.toLowerCase();
  if (wanted === '' || wanted.length > 60) return null;
  let nearest: string | null = null;
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const name of names) {
    const steps = distance(wanted, name.toLowerCase());
    if (steps >= least) continue;
    least = steps;
    nearest = name;
  }
  return nearest;
}

/** How many letters have to be put in, left out or replaced to make one word of the other. */
function distance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let at = 1; at <= to.length; at += 1) {
      const replaced = (previous[at - 1] ?? 0) + (from[row - 1] === to[at - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[at] ?? 0) + 1, (current[at - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[to.length] ?? 0;
}
