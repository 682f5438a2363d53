/**
 * The list of councils: search form, table, pages.
 */
import { type Choice, SearchField, SelectField } from '../frame/fields.tsx';
import { MissingNotice, ProblemSummary, SampleNotice, SampleTag } from '../frame/notices.tsx';
import { PageLinks } from '../frame/pages.tsx';
import { RateCell } from '../frame/rate.tsx';
import { StackingTable, type TableRow } from '../frame/table.tsx';
import { COUNCIL_TYPES, formatCount, formatDay, formatYear, nameType, REGIONS } from '../words.ts';
import type { ListedCouncil, ListPart } from './council-list.query.ts';
import { type CouncilListView, PAGE_SIZE } from './council-list-view.ts';
import { type CouncilSearch, isNarrowed, writeCouncilSearch } from './council-search.ts';

const MISSING_WORDS: Readonly<Record<ListPart, string>> = {
  figures: 'uphold rates',
  letters: 'links to letters',
};

const TYPES: readonly Choice[] = [
  { value: '', text: 'All types' },
  ...Object.entries(COUNCIL_TYPES).map(([value, text]) => ({ value, text })),
];
const REGION_CHOICES: readonly Choice[] = [
  { value: '', text: 'All regions' },
  ...REGIONS.map((region) => ({ value: region, text: region })),
];

function SearchForm({ search }: { search: CouncilSearch }) {
  return (
    <search>
      <form className="site-form" action="/councils" method="get" data-live="results">
        <SearchField id="q" label="Council name" value={search.q} names />
        <SelectField id="type" label="Type" choices={TYPES} chosen={search.type} />
        <SelectField id="region" label="Region" choices={REGION_CHOICES} chosen={search.region} />
        <button type="submit" className="govuk-button">
          Search
        </button>
      </form>
    </search>
  );
}

function Letters({ council }: { council: ListedCouncil }) {
  const letters = (council.letters?.nodes ?? []).toSorted((a, b) => b.yearEnding - a.yearEnding);
  const [newest, ...earlier] = letters;
  if (newest === undefined) return <span className="site-quiet">None yet</span>;
  return (
    <span className="site-stack">
      <a className="govuk-link" href={`${newest.path}.html`}>
        {newest.yearEnding} letter
        <span className="govuk-visually-hidden"> to {council.name}</span>
      </a>
      {earlier.length > 0 && (
        <a className="govuk-link" href={`/councils/${council.slug}#letters`}>
          {earlier.length} earlier
          <span className="govuk-visually-hidden"> letters to {council.name}</span>
        </a>
      )}
    </span>
  );
}

function makeRow(council: ListedCouncil, missing: readonly ListPart[]): TableRow {
  const { performance } = council;
  return {
    key: council.slug,
    header: (
      <>
        <a className="govuk-link" href={`/councils/${council.slug}`}>
          {council.name}
        </a>
        {council.endDate !== null && (
          <span className="site-quiet"> until {formatDay(council.endDate)}</span>
        )}
      </>
    ),
    cells: [
      nameType(council.type),
      council.region,
      ...(performance === undefined
        ? []
        : [
            <>
              <RateCell
                rate={performance.upheld}
                none="No investigations"
                similar={performance.similar?.upheld}
              />
              {performance.sample && <SampleTag />}
            </>,
          ]),
      ...(missing.includes('letters') ? [] : [<Letters key="letters" council={council} />]),
    ],
  };
}

function describeSearch({ q, type, region }: CouncilSearch): string {
  const name = q === '' ? 'No council' : `No council with “${q}” in its name`;
  return `${name}${type === '' ? '' : ` of type ${nameType(type)}`}${region === '' ? '' : ` in ${region}`}`;
}

function NothingFound({ search }: { search: CouncilSearch }) {
  return (
    <div className="govuk-inset-text">
      <p className="govuk-body">{describeSearch(search)}.</p>
      <p className="govuk-body">
        Try fewer letters, or see{' '}
        <a className="govuk-link" href="/councils">
          all councils
        </a>
        .
      </p>
    </div>
  );
}

function title(view: CouncilListView, from: number): string {
  const { list, search } = view;
  if (list === null) return 'Councils';
  const shown = list.nodes.length;
  const paged = shown < list.totalCount;
  if (paged) return `Councils ${from} to ${from + shown - 1} of ${formatCount(list.totalCount)}`;
  const word = list.totalCount === 1 ? 'council' : 'councils';
  return `${formatCount(list.totalCount)} ${word}${isNarrowed(search) ? ' found' : ''}`;
}

function Results({ view }: { view: CouncilListView }) {
  const { list, search, missing, yearEnding } = view;
  if (list === null) return null;
  const pageNumber = search.after === '' ? 0 : search.trail.length + 1;
  const from = pageNumber * PAGE_SIZE + 1;
  const { trail } = search;
  const end = list.pageInfo.endCursor;
  const previous =
    search.after === ''
      ? null
      : writeCouncilSearch({ ...search, after: trail.at(-1) ?? '', trail: trail.slice(0, -1) });
  const next =
    list.pageInfo.hasNextPage && end !== null
      ? writeCouncilSearch({
          ...search,
          after: end,
          trail: search.after === '' ? [] : [...trail, search.after],
        })
      : null;
  return (
    <>
      <h2 className="govuk-heading-m" id="results-title">
        {title(view, from)}
      </h2>
      {list.nodes.length === 0 ? (
        <NothingFound search={search} />
      ) : (
        <StackingTable
          caption={`Councils in the order of their names, with the uphold rate of ${formatYear(yearEnding)}`}
          columns={[
            'Council',
            'Type',
            'Region',
            ...(missing.includes('figures') ? [] : [`Uphold rate, ${formatYear(yearEnding)}`]),
            ...(missing.includes('letters') ? [] : ['Letters']),
          ].map((name) => ({ name }))}
          rows={list.nodes.map((council) => makeRow(council, missing))}
        />
      )}
      <PageLinks previous={previous} next={next} />
    </>
  );
}

/** `/councils`. */
export function CouncilListPage(view: CouncilListView) {
  const { search, problems, list, missing } = view;
  const isSample = list?.nodes.some(({ performance }) => performance?.sample === true) ?? false;
  return (
    <>
      <h1 className="govuk-heading-l">Councils</h1>
      <ProblemSummary
        problems={problems.map(({ field, message }) => ({
          field: field === 'after' || field === 'trail' ? null : field,
          message,
        }))}
      />
      <SearchForm search={search} />
      <div id="results">
        {isSample && <SampleNotice />}
        <MissingNotice what={missing.map((part) => MISSING_WORDS[part])} />
        <Results view={view} />
      </div>
    </>
  );
}
