/**
 * Decisions with what narrows them: a search by words, facets with counts, the decisions themselves.
 */
import type { ReactNode } from 'react';
import { outcomeWords, subjectWords } from '../../../reports/casework-words.ts';
import { SearchField } from '../frame/fields.tsx';
import { SampleTag } from '../frame/notices.tsx';
import { PageLinks } from '../frame/pages.tsx';
import { formatCount, formatDay, formatYear, nameOutcome } from '../words.ts';
import {
  changeSearch,
  type DecisionCondition,
  type DecisionSearch,
  isDecisionSearchNarrowed,
  writeDecisionSearch,
} from './decision-search.ts';

/** A decision as a list shows it. */
export interface ListedDecision {
  readonly reference: string;
  readonly decidedOn: string | null;
  readonly category: string;
  readonly subcategory: string | null;
  readonly outcome: string | null;
  readonly summary: string | null;
  readonly sample: boolean;
  readonly publicReport: object | null;
  /** Absent where all are of one council. */
  readonly council?: { readonly name: string; readonly slug: string };
}

/** A facet: what could be chosen, with how many decisions it would leave. */
export interface Facet {
  readonly condition: DecisionCondition;
  readonly title: string;
  readonly values: readonly {
    readonly value: string;
    readonly text: string;
    readonly count: number;
  }[];
}

/** The facets that every list of decisions has. */
export function listFacets(facets: {
  readonly subjects: readonly {
    readonly subject: keyof typeof subjectWords;
    readonly count: number;
  }[];
  readonly outcomes: readonly {
    readonly outcome: keyof typeof outcomeWords;
    readonly count: number;
  }[];
  readonly years: readonly { readonly yearEnding: number; readonly count: number }[];
}): readonly Facet[] {
  return [
    {
      condition: 'outcome',
      title: 'Outcome',
      values: facets.outcomes.map(({ outcome, count }) => ({
        value: outcome,
        text: outcomeWords[outcome],
        count,
      })),
    },
    {
      condition: 'subject',
      title: 'Subject',
      values: facets.subjects.map(({ subject, count }) => ({
        value: subject,
        text: subjectWords[subject],
        count,
      })),
    },
    {
      condition: 'decided',
      title: 'Year of decision',
      values: facets.years
        .toSorted((one, other) => other.yearEnding - one.yearEnding)
        .map(({ yearEnding, count }) => ({
          value: String(yearEnding),
          text: formatYear(yearEnding),
          count,
        })),
    },
  ];
}

/** Address of a decision's page: dashes in place of the reference's spaces. */
export function writeDecisionPath(reference: string): string {
  return `/decisions/${reference.replaceAll(' ', '-')}`;
}

function FacetLinks({
  facet,
  search,
  path,
}: {
  facet: Facet;
  search: DecisionSearch;
  path: string;
}) {
  const { condition, title, values } = facet;
  const chosen = search[condition];
  if (values.length === 0) return null;
  return (
    <details className="site-facet" open={chosen !== ''}>
      <summary>
        {title}
        {chosen !== '' && <span className="site-quiet"> 1 chosen</span>}
      </summary>
      <ul className="govuk-list">
        {values.map(({ value, text, count }) => {
          const isChosen = value === chosen;
          return (
            <li key={value}>
              <a
                className="govuk-link"
                href={writeDecisionSearch(
                  path,
                  changeSearch(search, condition, isChosen ? '' : value),
                )}
                aria-current={isChosen ? 'true' : undefined}
              >
                {text}
                {isChosen && <span className="govuk-visually-hidden">, chosen: take away</span>}
              </a>{' '}
              <span className="site-quiet">{formatCount(count)}</span>
            </li>
          );
        })}
      </ul>
    </details>
  );
}

function describeCondition(
  condition: DecisionCondition,
  value: string,
  facets: readonly Facet[],
): string {
  if (condition === 'words') return `“${value}”`;
  if (condition === 'report') return 'With a public report';
  const facet = facets.find((one) => one.condition === condition);
  return facet?.values.find((one) => one.value === value)?.text ?? value;
}

function Chosen({
  search,
  facets,
  path,
}: {
  search: DecisionSearch;
  facets: readonly Facet[];
  path: string;
}) {
  const conditions = (
    ['words', 'council', 'outcome', 'subject', 'decided', 'report'] as const
  ).filter((condition) => search[condition] !== '');
  if (conditions.length === 0) return null;
  return (
    <ul className="site-chosen" aria-label="Chosen">
      {conditions.map((condition) => (
        <li key={condition}>
          <a
            className="govuk-link"
            href={writeDecisionSearch(path, changeSearch(search, condition, ''))}
          >
            <span className="govuk-visually-hidden">Take away </span>
            {describeCondition(condition, search[condition], facets)}
            <span aria-hidden="true"> ✕</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

function DecisionItem({ decision }: { decision: ListedDecision }) {
  const { reference, decidedOn, category, subcategory, outcome, summary, council } = decision;
  return (
    <li className="site-decision">
      <h3 className="govuk-heading-s">
        <a className="govuk-link" href={writeDecisionPath(reference)}>
          {category}
          {subcategory !== null && `: ${subcategory.toLowerCase()}`}
          <span className="govuk-visually-hidden">, {reference}</span>
        </a>
      </h3>
      <p className="govuk-body-s site-quiet">
        {council !== undefined && (
          <>
            <a className="govuk-link" href={`/councils/${council.slug}`}>
              {council.name}
            </a>{' '}
            ·{' '}
          </>
        )}
        {outcome === null ? 'Open' : nameOutcome(outcome)} ·{' '}
        {decidedOn === null ? 'not yet decided' : formatDay(decidedOn)} · {reference}
        {decision.publicReport !== null && ' · public report'} {decision.sample && <SampleTag />}
      </p>
      {summary !== null && <p className="govuk-body">{summary}</p>}
    </li>
  );
}

/** What stands under the heading of a list of decisions. */
export function DecisionResults({
  search,
  path,
  facets,
  decisions,
  totalCount,
  endCursor,
  hidden = {},
  empty,
}: {
  search: DecisionSearch;
  /** Where the search leads, with the fragment of the list. */
  path: string;
  facets: readonly Facet[];
  decisions: readonly ListedDecision[];
  totalCount: number;
  /** Null on the last page. */
  endCursor: string | null;
  /** Parameters of the address that the search form carries along. */
  hidden?: Readonly<Record<string, string>>;
  /** Said when there is none at all. */
  empty: ReactNode;
}) {
  const [action = '', fragment] = path.split('#');
  const kept: Readonly<Record<string, string>> = {
    ...hidden,
    council: search.council,
    outcome: search.outcome,
    subject: search.subject,
    decided: search.decided,
    report: search.report,
  };
  const { trail } = search;
  const previous =
    search.after === ''
      ? null
      : writeDecisionSearch(path, {
          ...search,
          after: trail.at(-1) ?? '',
          trail: trail.slice(0, -1),
        });
  const next =
    endCursor === null
      ? null
      : writeDecisionSearch(path, {
          ...search,
          after: endCursor,
          trail: search.after === '' ? [] : [...trail, search.after],
        });
  return (
    <div id="decision-results" data-live="decision-results">
      <search>
        <form
          className="site-form"
          action={`${action.split('?')[0]}${fragment === undefined ? '' : `#${fragment}`}`}
          method="get"
        >
          {Object.entries(kept).map(
            ([name, value]) =>
              value !== '' && <input key={name} type="hidden" name={name} value={value} />,
          )}
          <SearchField id="words" label="Words in the summary" value={search.words} />
          <button type="submit" className="govuk-button">
            Search<span className="govuk-visually-hidden"> the decisions</span>
          </button>
        </form>
      </search>
      <div className="site-columns">
        <div className="site-facets">
          {facets.some(({ values }) => values.length > 0) && (
            <h3 className="govuk-heading-s">Narrow down</h3>
          )}
          {facets.map((facet) => (
            <FacetLinks key={facet.condition} facet={facet} search={search} path={path} />
          ))}
        </div>
        <div>
          <p className="govuk-body" role="status">
            <strong>
              {formatCount(totalCount)} {totalCount === 1 ? 'decision' : 'decisions'}
            </strong>
            {isDecisionSearchNarrowed(search) && ' found'}
          </p>
          <Chosen search={search} facets={facets} path={path} />
          {decisions.length === 0 ? (
            <p className="govuk-body">
              {isDecisionSearchNarrowed(search)
                ? 'Nothing fits all of this. Take a condition away, or use other words: whole words are looked for, a star at the end takes a beginning.'
                : empty}
            </p>
          ) : (
            <ol className="site-entries">
              {decisions.map((decision) => (
                <DecisionItem key={decision.reference} decision={decision} />
              ))}
            </ol>
          )}
          <PageLinks previous={previous} next={next} />
        </div>
      </div>
    </div>
  );
}
