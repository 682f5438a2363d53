/** What the address of the page says, so that a reload and a link show the same. */

export const parts = ['html', 'text', 'mjml', 'data', 'query', 'changes'] as const;
export type Part = (typeof parts)[number];

export const widths = [375, 768, 1280] as const;

export interface View {
  readonly report: string;
  /** Empty for live data. */
  readonly fixture: string;
  /** What stands in the form, by parameter. */
  readonly values: Readonly<Record<string, string>>;
  readonly part: Part;
  readonly width: number;
}

/** The view of a query string. What it does not say, or says wrong, is empty or the first there is. */
export function readView(search: string): View {
  const said = new URLSearchParams(search);
  const values = [...said]
    .filter(([name]) => name.startsWith('p.'))
    .map(([name, value]) => [name.slice(2), value]);
  return {
    report: said.get('report') ?? '',
    fixture: said.get('fixture') ?? '',
    values: Object.fromEntries(values),
    part: parts.find((part) => part === said.get('part')) ?? 'html',
    width: widths.find((width) => String(width) === said.get('width')) ?? widths[0],
  };
}

export function writeView({ report, fixture, values, part, width }: View): string {
  const said = new URLSearchParams({ report });
  if (fixture !== '') said.set('fixture', fixture);
  for (const [name, value] of Object.entries(values))
    if (value !== '') said.set(`p.${name}`, value);
  if (part !== 'html') said.set('part', part);
  if (width !== widths[0]) said.set('width', String(width));
  return `?${said}`;
}
