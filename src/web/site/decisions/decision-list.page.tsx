/**
 * `/decisions`: a search among all decisions.
 */
import { DataSection } from '../frame/data-section.tsx';
import { MissingNotice, ProblemSummary, SampleNotice } from '../frame/notices.tsx';
import type { DecisionListPart } from './decision-list.query.ts';
import type { DecisionListView } from './decision-list-view.ts';
import { DecisionResults, type Facet, listFacets } from './decision-results.tsx';

const MISSING_WORDS: Readonly<Record<DecisionListPart, string>> = {
  facets: 'counts to narrow the search with',
  councils: 'names of councils',
  chosen: 'the name of the council',
};

function listAllFacets({ data, search }: DecisionListView): readonly Facet[] {
  const { facets } = data?.decisions ?? {};
  if (facets === undefined) return [];
  const councils = (facets.councils ?? []).map(({ council, count }) => ({
    value: council.code,
    text: council.name,
    count,
  }));
  const chosen = data?.chosen;
  const known = councils.some(({ value }) => value === search.council);
  return [
    ...listFacets(facets),
    {
      condition: 'council',
      title: 'Council',
      values:
        chosen == null || known
          ? councils
          : [
              { value: chosen.code, text: chosen.name, count: data?.decisions.totalCount ?? 0 },
              ...councils,
            ],
    },
  ];
}

export function DecisionListPage(view: DecisionListView) {
  const { search, problems, data, missing, question } = view;
  const nodes = data?.decisions.nodes ?? [];
  return (
    <>
      <h1 className="govuk-heading-l">Decisions</h1>
      <p className="govuk-body-l">
        What the ombudsman decided about complaints. Nobody who complained is named.
      </p>
      <ProblemSummary
        problems={problems.map(({ field, message }) => ({
          field: field === 'words' ? 'words' : null,
          message,
        }))}
      />
      {nodes.some(({ sample }) => sample) && <SampleNotice />}
      <MissingNotice
        what={missing
          .filter((part) => part !== 'chosen' || search.council !== '')
          .map((part) => MISSING_WORDS[part])}
      />
      {data !== null && <h2 className="govuk-visually-hidden">Search the decisions</h2>}
      {data !== null && (
        <DecisionResults
          search={search}
          path="/decisions"
          facets={listAllFacets(view)}
          decisions={nodes}
          totalCount={data.decisions.totalCount}
          endCursor={data.decisions.pageInfo.hasNextPage ? data.decisions.pageInfo.endCursor : null}
          empty="No decision is on record here."
        />
      )}
      {problems.length > 0 && (
        <p className="govuk-body">
          <a className="govuk-link" href="/decisions">
            All decisions
          </a>
        </p>
      )}
      {question !== null && <DataSection question={question} files={[]} />}
    </>
  );
}
