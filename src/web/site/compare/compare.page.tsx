/**
 * `/compare`: up to five councils side by side.
 */
import { RateBar } from '../charts/rate-bar.tsx';
import { DataSection } from '../frame/data-section.tsx';
import { SearchField } from '../frame/fields.tsx';
import { MissingNotice, PageSection, SampleNotice, SampleTag } from '../frame/notices.tsx';
import { StackingTable } from '../frame/table.tsx';
import { formatCount, formatYear, nameType, type RateFigures } from '../words.ts';
import type { ComparedCouncil, ComparePart } from './compare.query.ts';
import { type CompareView, MOST_COMPARED, writeCompare } from './compare-view.ts';

const MISSING_WORDS: Readonly<Record<ComparePart, string>> = {
  figures: 'figures',
  compliance: 'compliance rates',
};

interface ComparedRate {
  readonly title: string;
  readonly none: string;
  readonly read: (council: ComparedCouncil) => {
    readonly rate: RateFigures;
    readonly similar: { readonly percent: number | null } | null;
  } | null;
}

const RATES: readonly ComparedRate[] = [
  {
    title: 'Uphold rate',
    none: 'No investigations',
    read: ({ performance }) =>
      performance === undefined
        ? null
        : { rate: performance.upheld, similar: performance.similar?.upheld ?? null },
  },
  {
    title: 'Compliance rate',
    none: 'Nothing was due',
    read: ({ performance }) =>
      performance?.compliance === undefined
        ? null
        : { rate: performance.compliance, similar: performance.similar?.compliance ?? null },
  },
  {
    title: 'Satisfactory remedies',
    none: 'Nothing was upheld',
    read: ({ performance }) =>
      performance === undefined
        ? null
        : {
            rate: performance.satisfactoryRemedies,
            similar: performance.similar?.satisfactoryRemedies ?? null,
          },
  },
];

function Chosen({ view }: { view: CompareView }) {
  const { councils, yearEnding } = view;
  const slugs = councils.map(({ slug }) => slug);
  return (
    <ul className="site-chosen" aria-label="Councils that are compared">
      {councils.map(({ slug, name }) => (
        <li key={slug}>
          <a
            className="govuk-link"
            href={writeCompare(
              slugs.filter((one) => one !== slug),
              yearEnding,
            )}
          >
            <span className="govuk-visually-hidden">Take away </span>
            {name}
            <span aria-hidden="true"> ✕</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

function AddForm({ view }: { view: CompareView }) {
  const { councils, yearEnding, adding } = view;
  const slugs = councils.map(({ slug }) => slug);
  if (slugs.length >= MOST_COMPARED) {
    return (
      <p className="govuk-body">
        Five councils are the most that fit side by side. Take one away to add another.
      </p>
    );
  }
  return (
    <>
      <form className="site-form" action="/compare" method="get">
        {slugs.map((slug) => (
          <input key={slug} type="hidden" name="c" value={slug} />
        ))}
        <input type="hidden" name="year" value={yearEnding} />
        <SearchField
          id="add"
          label="Add a council"
          {...(slugs.length === 0 && {
            hint: 'Part of its name, such as Dartford. Once there is one, councils like it are suggested.',
          })}
          value={adding?.text ?? ''}
          names
        />
        <button type="submit" className="govuk-button">
          Add
        </button>
      </form>
      {adding !== null && (
        <div className="govuk-inset-text" role="status">
          {adding.found.length === 0 ? (
            <p className="govuk-body">No council has “{adding.text}” in its name.</p>
          ) : (
            <>
              <p className="govuk-body">Several councils have “{adding.text}” in their names:</p>
              <PeerLinks peers={adding.found} slugs={slugs} yearEnding={yearEnding} />
            </>
          )}
        </div>
      )}
    </>
  );
}

function PeerLinks({
  peers,
  slugs,
  yearEnding,
}: {
  peers: CompareView['similar'];
  slugs: readonly string[];
  yearEnding: number;
}) {
  return (
    <ul className="govuk-list">
      {peers.map(({ slug, name }) => (
        <li key={slug}>
          <a className="govuk-link" href={writeCompare([...slugs, slug], yearEnding)}>
            Add {name}
          </a>
        </li>
      ))}
    </ul>
  );
}

function Rates({ view }: { view: CompareView }) {
  return RATES.map(({ title, none, read }) => {
    const shown = view.councils.flatMap((council) => {
      const figures = read(council);
      return figures === null ? [] : [{ council, figures }];
    });
    if (shown.length === 0) return null;
    return (
      <PageSection key={title} id={title.toLowerCase().replaceAll(' ', '-')} title={title}>
        <div className="site-cards site-cards-compared">
          {shown.map(({ council, figures }) => (
            <div className="site-card" key={council.slug}>
              <h3 className="govuk-heading-s">
                <a
                  className="govuk-link"
                  href={`/councils/${council.slug}?year=${view.yearEnding}`}
                >
                  {council.shortName}
                </a>{' '}
                {council.performance?.sample === true && <SampleTag />}
              </h3>
              {council.performance?.source === 'NONE' ? (
                <p className="govuk-body">No figures for this year</p>
              ) : (
                <RateBar
                  label={`${title}, ${council.shortName}`}
                  rate={figures.rate}
                  similar={figures.similar}
                  none={none}
                />
              )}
            </div>
          ))}
        </div>
      </PageSection>
    );
  });
}

function countOf(count: number | null | undefined): string {
  return count == null ? 'Not known' : formatCount(count);
}

function Counts({ view }: { view: CompareView }) {
  return (
    <PageSection id="counts" title="Counts behind the rates">
      <StackingTable
        caption={`Counts of ${formatYear(view.yearEnding)}`}
        columns={[
          { name: 'Council' },
          { name: 'Type' },
          { name: 'Population', number: true },
          { name: 'Received', number: true },
          { name: 'Decided', number: true },
          { name: 'Investigated', number: true },
          { name: 'Upheld', number: true },
          { name: 'Per 100,000', number: true },
        ]}
        rows={view.councils.map(({ slug, shortName, type, population, performance }) => ({
          key: slug,
          header: shortName,
          cells: [
            nameType(type),
            countOf(population),
            countOf(performance?.received),
            countOf(performance?.decided),
            countOf(performance?.investigated),
            countOf(performance?.upheld.numerator),
            performance?.upheldPer100k == null ? 'Not known' : performance.upheldPer100k.toFixed(1),
          ],
        }))}
      />
    </PageSection>
  );
}

export function ComparePage(view: CompareView) {
  const { councils, missing, yearEnding, years, similar, unknown, question } = view;
  const slugs = councils.map(({ slug }) => slug);
  const notes = [...new Set(councils.flatMap(({ performance }) => performance?.breakNote ?? []))];
  return (
    <>
      <h1 className="govuk-heading-l">Compare councils</h1>
      <p className="govuk-body-l">
        Up to five side by side, in one year. The address of this page holds the choice, so that it
        can be shared.
      </p>
      {councils.some(({ performance }) => performance?.sample === true) && <SampleNotice />}
      {unknown.length > 0 && (
        <p className="govuk-inset-text" role="status">
          No council has the address {unknown.map((slug) => `“${slug}”`).join(' or ')}.
        </p>
      )}
      <Chosen view={view} />
      <AddForm view={view} />
      {similar.length > 0 && slugs.length < MOST_COMPARED && (
        <div>
          <h2 className="govuk-heading-s">Like {councils[0]?.shortName}</h2>
          <PeerLinks peers={similar} slugs={slugs} yearEnding={yearEnding} />
        </div>
      )}
      {councils.length > 0 && (
        <>
          <MissingNotice what={missing.map((part) => MISSING_WORDS[part])} />
          <nav className="site-years" aria-label="Year">
            <ul>
              {years.map((year) => (
                <li key={year}>
                  <a
                    className="govuk-link"
                    href={writeCompare(slugs, year)}
                    aria-current={year === yearEnding ? 'page' : undefined}
                  >
                    {formatYear(year)}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          {notes.map((note) => (
            <p className="govuk-inset-text" key={note}>
              {note}
            </p>
          ))}
          <Rates view={view} />
          {!missing.includes('figures') && <Counts view={view} />}
          <DataSection question={question} files={[]} />
        </>
      )}
    </>
  );
}
