/** Operations that every subgraph has a part in, whose answers are the same wherever the data lies. */
export const sameOperations: readonly string[] = [
  `{ councils(first: 40, orderBy: { field: UPHOLD_RATE, direction: DESC, yearEnding: 2020 }) {
      totalCount nodes { code name population performance(yearEnding: 2020) { received decided upheld { percent } } } } }`,
  `{ councils(first: 30, filter: { search: "st. o'" }) { nodes { name } } }`,
  `{ councils(first: 100) { nodes { name slug } pageInfo { endCursor } } }`,
  `{ decisions(first: 50, filter: { yearEnding: 2020 }) {
      totalCount nodes { reference decidedOn outcome summary council { name } recommendations { kind dueOn } } } }`,
  `{ nationalPerformance(yearEnding: 2020) { received decided upheld { percent } } }`,
  `{ trainingYear(yearEnding: 2020) { courses people seminars { place delegates } } }`,
  `{ letters(first: 20, filter: { yearEnding: 2020 }) { totalCount nodes { id publishedAt council { name } } } }`,
];

/** What a server answers to the public. */
export async function askServer({ url }: { url: string }, query: string) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as {
    data?: unknown;
    errors?: { path?: string[]; extensions: { code: string; serviceName?: string } }[];
  };
}

/** Dartford's letter of 2020 as plain text, the same wherever the server is. */
export async function readLetter({ url }: { url: string }): Promise<string> {
  const response = await fetch(`${url}/letters/2020/dartford.txt`);
  return (await response.text()).replaceAll(url, 'HERE');
}
