/**
 * A council's page: who it is, its three rates beside similar councils, what was decided, its letters, and the working.
 */
import { Breadcrumbs } from '../frame/breadcrumbs.tsx';
import { DataSection } from '../frame/data-section.tsx';
import { MissingNotice, SampleNotice } from '../frame/notices.tsx';
import { formatCount, formatDay, formatYear, nameType } from '../words.ts';
import {
  DecisionSection,
  ImprovementSection,
  OutcomeSection,
  ReportSection,
} from './case-sections.tsx';
import type { CouncilDetail, CouncilPart } from './council.query.ts';
import type { CouncilView } from './council-view.ts';
import { LetterSection, TrainingSection } from './paper-sections.tsx';
import { RateSection, WorkingSection } from './rate-sections.tsx';
import { YearSection } from './year-section.tsx';

const MISSING_WORDS: Readonly<Record<CouncilPart, string>> = {
  figures: 'figures of the year',
  history: 'figures by year',
  compliance: 'compliance rates',
  themes: 'themes of service improvements',
  decisions: 'decisions',
  reports: 'public reports',
  improvements: 'service improvements',
  training: 'training',
  letters: 'letters',
};

function CouncilLinks({ councils }: { councils: CouncilDetail['successors'] }) {
  return councils.map(({ slug, name }, place) => (
    <span key={slug}>
      {place > 0 && ', '}
      <a className="govuk-link" href={`/councils/${slug}`}>
        {name}
      </a>
    </span>
  ));
}

function Facts({ council }: { council: CouncilDetail }) {
  const { type, region, population, startDate, endDate, successors, predecessors } = council;
  return (
    <dl className="site-facts">
      {[
        { name: 'Type', value: nameType(type) },
        { name: 'Region', value: region },
        { name: 'Population', value: population === null ? null : formatCount(population) },
        { name: 'Since', value: startDate === null ? null : formatDay(startDate) },
        { name: 'Until', value: endDate === null ? null : formatDay(endDate) },
        {
          name: 'Followed by',
          value: successors.length === 0 ? null : <CouncilLinks councils={successors} />,
        },
        {
          name: 'Formed from',
          value: predecessors.length === 0 ? null : <CouncilLinks councils={predecessors} />,
        },
      ]
        .filter(({ value }) => value !== null)
        .map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function YearLinks({
  slug,
  years,
  yearEnding,
}: {
  slug: string;
  years: readonly number[];
  yearEnding: number;
}) {
  if (years.length < 2) return null;
  return (
    <nav className="site-years" aria-label="Year">
      <ul>
        {years
          .toSorted((one, other) => one - other)
          .map((year) => (
            <li key={year}>
              <a
                className="govuk-link"
                href={`/councils/${slug}?year=${year}`}
                aria-current={year === yearEnding ? 'page' : undefined}
              >
                {formatYear(year)}
              </a>
            </li>
          ))}
      </ul>
    </nav>
  );
}

function Contents({ view }: { view: CouncilView }) {
  const { council, yearEnding } = view;
  const letters = council.letters?.nodes ?? [];
  const letter = letters.find((one) => one.yearEnding === yearEnding);
  const known = council.performance !== undefined && council.performance.source !== 'NONE';
  const links = [
    ...(letter === undefined
      ? []
      : [{ href: `${letter.path}.html`, text: `The letter for ${formatYear(yearEnding)}` }]),
    ...(known ? [{ href: '#outcomes', text: 'Outcomes and subjects' }] : []),
    ...(council.decisions == null ? [] : [{ href: '#decisions', text: 'Latest decisions' }]),
    ...(council.publicReports == null ? [] : [{ href: '#public-reports', text: 'Public reports' }]),
    ...(council.serviceImprovements == null
      ? []
      : [{ href: '#service-improvements', text: 'Service improvements' }]),
    ...(council.training == null ? [] : [{ href: '#training', text: 'Training' }]),
    ...(council.letters == null ? [] : [{ href: '#letters', text: 'All letters' }]),
    ...(known ? [{ href: '#working', text: 'How we work this out' }] : []),
    { href: '#data', text: 'This page as data' },
    { href: `/compare?c=${council.slug}`, text: 'Compare with other councils' },
  ];
  return (
    <nav className="site-contents" aria-label="On this page">
      <ul>
        {links.map(({ href, text }) => (
          <li key={href}>
            <a className="govuk-link" href={href}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function NoFigures({ view }: { view: CouncilView }) {
  const { council, years, yearEnding } = view;
  return (
    <div className="govuk-inset-text">
      <p className="govuk-body">
        There are no figures for this council in {formatYear(yearEnding)}.
      </p>
      {years.length > 0 && (
        <p className="govuk-body">
          There are for{' '}
          {years.map((year, place) => (
            <span key={year}>
              {place > 0 && ', '}
              <a className="govuk-link" href={`/councils/${council.slug}?year=${year}`}>
                {formatYear(year)}
              </a>
            </span>
          ))}
          .
        </p>
      )}
    </div>
  );
}

function hasSample({ performance, performanceHistory = [], decisions }: CouncilDetail): boolean {
  return (
    performance?.sample === true ||
    performanceHistory.some(({ sample }) => sample) ||
    (decisions?.nodes ?? []).some(({ sample }) => sample)
  );
}

/** `/councils/{slug}`. */
export function CouncilPage(view: CouncilView) {
  const { council, missing, yearEnding, years, search, question } = view;
  const { performance, performanceHistory = [], slug } = council;
  const figures = performance?.source === 'NONE' ? undefined : performance;
  return (
    <>
      <Breadcrumbs above={[{ href: '/councils', text: 'Councils' }]} here={council.shortName} />
      <h1 className="govuk-heading-l">{council.name}</h1>
      <Facts council={council} />
      {hasSample(council) && <SampleNotice />}
      <MissingNotice what={missing.map((part) => MISSING_WORDS[part])} />
      <YearLinks slug={slug} years={years} yearEnding={yearEnding} />
      <Contents view={view} />
      {performance !== undefined && figures === undefined && <NoFigures view={view} />}
      {figures !== undefined && <RateSection figures={figures} yearEnding={yearEnding} />}
      <YearSection
        breakYears={view.breakYears}
        history={performanceHistory}
        yearEnding={yearEnding}
      />
      {figures !== undefined && (
        <OutcomeSection figures={figures} slug={slug} yearEnding={yearEnding} />
      )}
      <DecisionSection council={council} search={search} yearEnding={yearEnding} />
      {council.publicReports != null && <ReportSection reports={council.publicReports} />}
      {council.serviceImprovements != null && (
        <ImprovementSection
          improvements={council.serviceImprovements}
          history={performanceHistory}
        />
      )}
      {council.training != null && (
        <TrainingSection training={council.training} yearEnding={yearEnding} />
      )}
      {council.letters != null && <LetterSection letters={council.letters} />}
      {figures !== undefined && (
        <WorkingSection figures={figures} population={council.population} yearEnding={yearEnding} />
      )}
      <DataSection
        question={question}
        files={[
          {
            href: `/councils/${slug}.csv?year=${yearEnding}`,
            text: 'The figures of this page as CSV',
          },
        ]}
      />
    </>
  );
}
