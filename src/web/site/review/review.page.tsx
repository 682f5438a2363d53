/**
 * `/review/{year}`: the national figures of a year, what changed, and where.
 */
import { councilTypeWords, outcomeWords, subjectWords } from '../../../reports/casework-words.ts';
import { CountBars } from '../charts/count-bars.tsx';
import { DataSection } from '../frame/data-section.tsx';
import { MissingNotice, PageSection, SampleNotice, SampleTag } from '../frame/notices.tsx';
import { StackingTable } from '../frame/table.tsx';
import { describeRate, formatCount, formatYear, type RateFigures } from '../words.ts';
import {
  LEAST_INVESTIGATIONS,
  type Mover,
  type NationalFigures,
  type ReviewPart,
} from './review.query.ts';
import type { ReviewView } from './review-view.ts';

const MISSING_WORDS: Readonly<Record<ReviewPart, string>> = {
  figures: 'figures',
  compliance: 'compliance rates',
  movers: 'largest movers',
};

/** "+3", "−12", "0": with a true minus sign. */
function signed(difference: number, digits = 0): string {
  const text = Math.abs(difference).toFixed(digits);
  if (Number(text) === 0) return '0';
  const [whole = '', rest] = text.split('.');
  const counted = `${formatCount(Number(whole))}${rest === undefined ? '' : `.${rest}`}`;
  return `${difference < 0 ? '−' : '+'}${counted}`;
}

interface Headline {
  readonly name: string;
  readonly value: string;
  readonly detail: string | null;
  readonly change: string | null;
}

function headlineOfRate(
  name: string,
  rate: RateFigures,
  before: RateFigures | undefined,
  none: string,
): Headline {
  const { main, detail } = describeRate(rate, none);
  const moved =
    before?.percent == null || rate.percent === null ? null : rate.percent - before.percent;
  return {
    name,
    value: main,
    detail,
    change: moved === null ? null : `${signed(moved)} percentage points`,
  };
}

function headlineOfCount(name: string, count: number, before: number | undefined): Headline {
  return {
    name,
    value: formatCount(count),
    detail: null,
    change: before === undefined ? null : signed(count - before),
  };
}

function listHeadlines({ year, before }: ReviewView): readonly Headline[] {
  const { compliance, compliancePercentOneDecimal: exact } = year;
  const complianceLine =
    compliance === undefined
      ? []
      : [headlineOfRate('Compliance rate', compliance, before?.compliance, 'Nothing was due')];
  return [
    headlineOfCount('Complaints received', year.received, before?.received),
    headlineOfCount('Complaints decided', year.decided, before?.decided),
    headlineOfRate('Uphold rate', year.upheld, before?.upheld, 'No investigations'),
    ...complianceLine.map((line) => {
      const earlier = before?.compliancePercentOneDecimal;
      if (exact == null) return line;
      const change = earlier == null ? null : `${signed(exact - earlier, 1)} percentage points`;
      return { ...line, value: `${exact.toFixed(1)}%`, change };
    }),
    headlineOfRate(
      'Satisfactory remedies',
      year.satisfactoryRemedies,
      before?.satisfactoryRemedies,
      'Nothing was upheld',
    ),
  ];
}

function Headlines({ view }: { view: ReviewView }) {
  const { year, before } = view;
  return (
    <PageSection id="national" title="All councils together">
      <dl className="site-headlines">
        {listHeadlines(view).map(({ name, value, detail, change }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <strong>{value}</strong>
              {detail !== null && <span className="site-quiet">{detail}</span>}
              {change !== null && (
                <span className="site-quiet">
                  {change} on {formatYear(year.yearEnding - 1)}
                </span>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {before === null && (
        <p className="govuk-body">There are no figures for the year before to compare with.</p>
      )}
    </PageSection>
  );
}

function percentOf(rate: RateFigures | undefined): string {
  return rate === undefined ? 'Not known' : describeRate(rate, 'None').main;
}

function Types({ year, before, missing }: Pick<ReviewView, 'year' | 'before' | 'missing'>) {
  const earlier = (type: string) => before?.byType.find(({ councilType }) => councilType === type);
  const withCompliance = !missing.includes('compliance');
  return (
    <PageSection id="by-type" title="By type of council">
      <StackingTable
        caption="Rates by type of council, with the change of the uphold rate on the year before"
        columns={[
          { name: 'Type' },
          { name: 'Councils', number: true },
          { name: 'Uphold rate', number: true },
          { name: 'Change', number: true },
          ...(withCompliance ? [{ name: 'Compliance', number: true }] : []),
          { name: 'Satisfactory remedies', number: true },
          { name: 'Upheld per 100,000', number: true },
        ]}
        rows={year.byType.map((type) => {
          const was = earlier(type.councilType)?.upheld.percent;
          const is = type.upheld.percent;
          return {
            key: type.councilType,
            header: councilTypeWords[type.councilType].replace(/^[a-z]/, (first) =>
              first.toUpperCase(),
            ),
            cells: [
              type.councils === null ? 'Not known' : formatCount(type.councils),
              percentOf(type.upheld),
              was == null || is === null ? 'Not known' : signed(is - was),
              ...(withCompliance ? [percentOf(type.compliance)] : []),
              percentOf(type.satisfactoryRemedies),
              type.upheldPer100k === null ? 'Not known' : type.upheldPer100k.toFixed(1),
            ],
          };
        })}
      />
    </PageSection>
  );
}

function Subjects({ year, before }: { year: NationalFigures; before: NationalFigures | null }) {
  return (
    <PageSection id="by-subject" title="By subject">
      <StackingTable
        caption="Complaints by subject, with the change of those received on the year before"
        columns={[
          { name: 'Subject' },
          { name: 'Received', number: true },
          { name: 'Change', number: true },
          { name: 'Decided', number: true },
          { name: 'Upheld', number: true },
        ]}
        rows={year.subjects.map(({ subject, received, decided, upheld }) => {
          const was = before?.subjects.find((one) => one.subject === subject)?.received;
          return {
            key: subject,
            header: (
              <a
                className="govuk-link"
                href={`/decisions?subject=${subject}&decided=${year.yearEnding}`}
              >
                {subjectWords[subject]}
              </a>
            ),
            cells: [
              received === null ? 'Not known' : formatCount(received),
              was == null || received === null ? 'Not known' : signed(received - was),
              decided === null ? 'Not known' : formatCount(decided),
              upheld === null ? 'Not known' : formatCount(upheld),
            ],
          };
        })}
      />
      <CountBars
        id="outcomes"
        label="Decided, by outcome"
        rows={year.outcomes.map(({ outcome, count }) => ({
          label: outcomeWords[outcome],
          count,
          href: `/decisions?outcome=${outcome}&decided=${year.yearEnding}`,
        }))}
      />
    </PageSection>
  );
}

function MoverTable({
  caption,
  movers,
  yearEnding,
}: {
  caption: string;
  movers: readonly Mover[];
  yearEnding: number;
}) {
  if (movers.length === 0) return <p className="govuk-body">{caption}: none.</p>;
  const say = (rate: RateFigures) => {
    const { main, detail } = describeRate(rate, 'None');
    return (
      <>
        {main} <span className="site-quiet">{detail}</span>
      </>
    );
  };
  return (
    <StackingTable
      caption={caption}
      captionSeen
      columns={[
        { name: 'Council' },
        { name: formatYear(yearEnding - 1), number: true },
        { name: formatYear(yearEnding), number: true },
        { name: 'Points', number: true },
      ]}
      rows={movers.map(({ council, change, performance, performanceBefore }) => ({
        key: council.slug,
        header: (
          <>
            <a className="govuk-link" href={`/councils/${council.slug}?year=${yearEnding}`}>
              {council.name}
            </a>{' '}
            {performance.sample && <SampleTag />}
          </>
        ),
        cells: [say(performanceBefore.upheld), say(performance.upheld), signed(change)],
      }))}
    />
  );
}

export function ReviewPage(view: ReviewView) {
  const { year, before, movers, missing, years, breakNotes, question } = view;
  const { yearEnding } = year;
  return (
    <>
      <h1 className="govuk-heading-l">Review of the year {formatYear(yearEnding)}</h1>
      <p className="govuk-body-l">
        Complaints about {formatCount(year.councils)} councils in England, 1 April {yearEnding - 1}{' '}
        to 31 March {yearEnding}.
      </p>
      {year.sample && <SampleNotice />}
      <MissingNotice what={missing.map((part) => MISSING_WORDS[part])} />
      <nav className="site-years" aria-label="Year">
        <ul>
          {years.map((one) => (
            <li key={one}>
              <a
                className="govuk-link"
                href={`/review/${one}`}
                aria-current={one === yearEnding ? 'page' : undefined}
              >
                {formatYear(one)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {breakNotes.map((note) => (
        <p className="govuk-inset-text" key={note}>
          {note}
        </p>
      ))}
      <Headlines view={view} />
      <Types year={year} before={before} missing={missing} />
      <Subjects year={year} before={before} />
      {movers !== null && before !== null && (
        <PageSection id="movers" title="Largest movers">
          <p className="govuk-body">
            Councils whose uphold rate moved most, among those with at least {LEAST_INVESTIGATIONS}{' '}
            investigations in both years. Few cases move a rate far: look at the counts.
          </p>
          <MoverTable caption="More upheld" movers={movers.up} yearEnding={yearEnding} />
          <MoverTable caption="Less upheld" movers={movers.down} yearEnding={yearEnding} />
        </PageSection>
      )}
      <DataSection
        question={question}
        files={[
          { href: `/data#year-${yearEnding}`, text: 'The tables of the year, a row a council' },
        ]}
      />
    </>
  );
}
