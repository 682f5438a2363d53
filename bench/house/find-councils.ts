type Ask = (
  query: string,
  variables: Readonly<Record<string, unknown>>,
) => Promise<{ data?: unknown }>;

/** The parameters of a letter to every council that has figures for the year. */
export async function findCouncils(
  ask: Ask,
  yearEnding: number,
): Promise<{ council: string; yearEnding: number }[]> {
  const found: { council: string; yearEnding: number }[] = [];
  for (let after: string | null = null; ; ) {
    const { data }: { data?: unknown } = await ask(
      `query Page($after: String, $yearEnding: Int!) { councils(first: 100, after: $after) {
        nodes { slug performance(yearEnding: $yearEnding) { source } } pageInfo { hasNextPage endCursor } } }`,
      { after, yearEnding },
    );
    const page = (data as { councils: Page }).councils;
    for (const { slug, performance } of page.nodes) {
      if (performance.source !== 'NONE') found.push({ council: slug, yearEnding });
    }
    if (!page.pageInfo.hasNextPage) return found;
    after = page.pageInfo.endCursor;
  }
}

interface Page {
  nodes: { slug: string; performance: { source: string } }[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
}
