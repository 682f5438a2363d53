import type { Answer } from './ask-graph.ts';
import type { CouncilRatesData } from './operations.generated.ts';

type Performance = NonNullable<NonNullable<CouncilRatesData['council']>['performance']>;

const RATES = [
  ['Complaints upheld', 'upheld'],
  ['Satisfactory remedies', 'satisfactoryRemedies'],
  ['Compliance', 'compliance'],
] as const;

/** The elements that show an answer: what could be had, then what could not. Text is never read as HTML. */
export function showRates(answer: Answer<CouncilRatesData>, slug: string): HTMLElement[] {
  const problems = answer.problems.map((problem) => createElement('p', problem, 'problem'));
  if (answer.data === null) return problems;
  const { council } = answer.data;
  if (council === null) {
    if (problems.length > 0) return problems;
    return [createElement('p', `There is no council “${slug}”.`)];
  }
  const heading = createElement('h2', council.name);
  const { performance } = council;
  if (performance === null) return [heading, ...problems];
  if (performance.source === 'NONE')
    return [heading, createElement('p', 'Nothing is known of this year.'), ...problems];
  const note = performance.sample ? [createElement('p', 'Made-up sample data.')] : [];
  return [heading, createTable(performance), ...note, ...problems];
}

function createTable(performance: Performance): HTMLTableElement {
  const table = document.createElement('table');
  table.createCaption().textContent = 'Beside the average of councils of the same type';
  const head = table.createTHead().insertRow();
  for (const title of ['Rate', 'Council', 'Average']) head.append(createHeader(title, 'col'));
  const body = table.createTBody();
  for (const [title, field] of RATES) {
    const row = body.insertRow();
    const { percent, numerator, denominator } = performance[field];
    row.append(createHeader(title, 'row'));
    const cell = row.insertCell();
    cell.textContent = formatPercent(percent);
    if (numerator !== null && denominator !== null)
      cell.append(createElement('small', `${numerator} of ${denominator}`));
    row.insertCell().textContent = formatPercent(performance.similar?.[field].percent ?? null);
  }
  return table;
}

/** `88%`, or words where nothing is known: 0% is a figure, null is none. */
function formatPercent(percent: number | null): string {
  return percent === null ? 'not known' : `${percent}%`;
}

function createHeader(title: string, scope: 'col' | 'row'): HTMLTableCellElement {
  const header = document.createElement('th');
  header.scope = scope;
  header.textContent = title;
  return header;
}

function createElement(name: string, text: string, className = ''): HTMLElement {
  const element = document.createElement(name);
  element.textContent = text;
  if (className !== '') element.className = className;
  return element;
}
