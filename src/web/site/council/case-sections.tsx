/**
 * What was decided about a council: outcomes and subjects, decisions, public reports, service improvements.
 */
import { outcomeWords, subjectWords } from '../../../reports/casework-words.ts';
import { CountBars } from '../charts/count-bars.tsx';
import { DecisionResults, listFacets, writeDecisionPath } from '../decisions/decision-results.tsx';
import { type DecisionSearch, writeDecisionSearch } from '../decisions/decision-search.ts';
import { PageSection, SampleTag } from '../frame/notices.tsx';
import { StackingTable } from '../frame/table.tsx';
import { formatCount, formatDay, formatYear, nameCompliance } from '../words.ts';
import type { CouncilDetail, CouncilFigures, CouncilYear } from './council.query.ts';

/** Address of the page in a year, at its list of decisions. */
function pathOf(slug: string, yearEnding: number): string {
  return `/councils/${slug}?year=${yearEnding}#decisions`;
}

const ANY: DecisionSearch = {
  words: '',
  subject: '',
  outcome: '',
  decided: '',
  council: '',
  report: '',
  after: '',
  trail: [],
};

/** The section "outcomes": six outcomes and nine subjects, each leading to its decisions. */
export function OutcomeSection({
  figures,
  slug,
  yearEnding,
}: {
  figures: CouncilFigures;
  slug: string;
  yearEnding: number;
}) {
  const decided = String(yearEnding);
  const path = pathOf(slug, yearEnding);
  return (
    <PageSection id="outcomes" title={`Outcomes and subjects, ${formatYear(yearEnding)}`}>
      <p className="govuk-body">
        {figures.received === null ? 'Not known how many' : formatCount(figures.received)}{' '}
        complaints came in and{' '}
        {figures.decided === null ? 'not known how many' : formatCount(figures.decided)} were
        decided.
      </p>
      <div className="site-pair">
        <CountBars
          id="by-outcome"
          label="Decided, by outcome"
          rows={figures.outcomes.map(({ outcome, count }) => ({
            label: outcomeWords[outcome],
            count,
            href: writeDecisionSearch(path, { ...ANY, outcome, decided }),
          }))}
        />
        <CountBars
          id="by-subject"
          label="Received, by subject"
          rows={figures.subjects.map(({ subject, received }) => ({
            label: subjectWords[subject],
            count: received,
            href: writeDecisionSearch(path, { ...ANY, subject, decided }),
          }))}
        />
      </div>
    </PageSection>
  );
}

/** The section "decisions". */
export function DecisionSection({
  council,
  search,
  yearEnding,
}: {
  council: CouncilDetail;
  search: DecisionSearch;
  yearEnding: number;
}) {
  const { decisions } = council;
  if (decisions == null) return null;
  return (
    <PageSection id="decisions" title="Latest decisions">
      <DecisionResults
        search={search}
        path={pathOf(council.slug, yearEnding)}
        hidden={{ year: String(yearEnding) }}
        facets={listFacets(decisions.facets)}
        decisions={decisions.nodes}
        totalCount={decisions.totalCount}
        endCursor={decisions.pageInfo.hasNextPage ? decisions.pageInfo.endCursor : null}
        empty="No decision about this council is on record here."
      />
    </PageSection>
  );
}

/** Only addresses of the web become links. */
function isWebAddress(url: string | null): url is string {
  return url !== null && /^https?:\/\//.test(url);
}

/** The section "public-reports". */
export function ReportSection({
  reports,
}: {
  reports: NonNullable<CouncilDetail['publicReports']>;
}) {
  return (
    <PageSection id="public-reports" title="Public reports">
      {reports.length === 0 ? (
        <p className="govuk-body">No public report about this council is on record here.</p>
      ) : (
        <ol className="site-entries">
          {reports.map(({ reference, publishedOn, url, summary }) => (
            <li key={reference}>
              <p className="govuk-body">
                <a className="govuk-link" href={writeDecisionPath(reference)}>
                  {reference}
                </a>
                , published {formatDay(publishedOn)}
                {isWebAddress(url) && (
                  <>
                    .{' '}
                    <a className="govuk-link" href={url}>
                      The report<span className="govuk-visually-hidden"> of {reference}</span>
                    </a>
                  </>
                )}
              </p>
              {summary !== null && <p className="govuk-body">{summary}</p>}
            </li>
          ))}
        </ol>
      )}
    </PageSection>
  );
}

/** Themes of service improvements, a row each, with a count for each year. */
function ThemeTable({ history }: { history: readonly CouncilYear[] }) {
  const years = history
    .filter(({ recommendationCounts }) => (recommendationCounts?.themes.length ?? 0) > 0)
    .toSorted((one, other) => one.yearEnding - other.yearEnding)
    .slice(-5);
  const counts = new Map<string, Map<number, number>>();
  for (const { yearEnding, recommendationCounts } of years) {
    for (const { theme, count } of recommendationCounts?.themes ?? []) {
      counts.set(theme, (counts.get(theme) ?? new Map()).set(yearEnding, count));
    }
  }
  if (counts.size === 0) return null;
  const sum = (byYear: Map<number, number>) => [...byYear.values()].reduce((a, b) => a + b, 0);
  const rows = [...counts].toSorted(([, one], [, other]) => sum(other) - sum(one));
  return (
    <StackingTable
      caption="Service improvements by theme and year"
      captionSeen
      columns={[
        { name: 'Theme' },
        ...years.map(({ yearEnding }) => ({ name: formatYear(yearEnding), number: true })),
        { name: 'All', number: true },
      ]}
      rows={rows.map(([theme, byYear]) => ({
        key: theme,
        header: theme,
        cells: [
          ...years.map(({ yearEnding }) => formatCount(byYear.get(yearEnding) ?? 0)),
          formatCount(sum(byYear)),
        ],
      }))}
    />
  );
}

/** The section "service-improvements". */
export function ImprovementSection({
  improvements,
  history,
}: {
  improvements: NonNullable<CouncilDetail['serviceImprovements']>;
  history: readonly CouncilYear[];
}) {
  const { nodes, totalCount } = improvements;
  return (
    <PageSection id="service-improvements" title="Service improvements">
      {nodes.length === 0 ? (
        <p className="govuk-body">This council has agreed no service improvement on record here.</p>
      ) : (
        <>
          <p className="govuk-body">
            What the council agreed to change so that the same does not happen again:{' '}
            {formatCount(totalCount)} in all.
          </p>
          <ThemeTable history={history} />
          <h3 className="govuk-heading-s">The latest {nodes.length}</h3>
          <ol className="site-entries">
            {nodes.map(({ id, remedy, text, dueOn, settledOn, compliance, sample, decision }) => (
              <li key={id}>
                <p className="govuk-body">{text ?? remedy}</p>
                <p className="govuk-body-s site-quiet">
                  {remedy} · due {formatDay(dueOn)}
                  {compliance !== null && ` · ${nameCompliance(compliance)}`}
                  {settledOn !== null && `, recorded ${formatDay(settledOn)}`} · decision{' '}
                  <a className="govuk-link" href={writeDecisionPath(decision.reference)}>
                    {decision.reference}
                  </a>{' '}
                  {sample && <SampleTag />}
                </p>
              </li>
            ))}
          </ol>
        </>
      )}
    </PageSection>
  );
}
