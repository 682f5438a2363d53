/**
 * `/data`: every year with its tables.
 */
import { PageSection, SampleNotice, SampleTag } from '../frame/notices.tsx';
import { formatCount, formatYear } from '../words.ts';
import type { OpenDataView } from './open-data-view.ts';

function Year({
  year,
  tables,
}: {
  year: OpenDataView['years'][number];
  tables: OpenDataView['tables'];
}) {
  const { yearEnding, councils, sample } = year;
  return (
    <PageSection id={`year-${yearEnding}`} title={formatYear(yearEnding)}>
      <p className="govuk-body">
        Figures of {formatCount(councils)} {councils === 1 ? 'council' : 'councils'}.{' '}
        {sample && <SampleTag />} Described by{' '}
        <a className="govuk-link" href={`/data/${yearEnding}/datapackage.json`}>
          datapackage.json
        </a>
        .
      </p>
      <ul className="govuk-list govuk-list--spaced">
        {tables.map(({ name, title }) => (
          <li key={name}>
            {title}:{' '}
            {(['csv', 'xlsx'] as const).map((ending, place) => (
              <span key={ending}>
                {place > 0 && ', '}
                <a
                  className="govuk-link"
                  href={`/data/${yearEnding}/${name}.${ending}`}
                  aria-label={`${title}, ${formatYear(yearEnding)}, ${ending === 'csv' ? 'CSV' : 'Excel'}`}
                >
                  {ending === 'csv' ? 'CSV' : 'Excel'}
                </a>
              </span>
            ))}
          </li>
        ))}
      </ul>
    </PageSection>
  );
}

export function OpenDataPage({ tables, years }: OpenDataView) {
  return (
    <>
      <h1 className="govuk-heading-l">Open data</h1>
      <p className="govuk-body-l">
        One row a council, with the counts behind every percentage. Percentages are whole, half
        rounded up; an empty cell was not printed or has nothing to divide by, and 0 is 0.
      </p>
      {years.some(({ sample }) => sample) && <SampleNotice />}
      <PageSection id="tables" title="Tables">
        <dl className="govuk-summary-list">
          {tables.map(({ name, title, description }) => (
            <div className="govuk-summary-list__row" key={name}>
              <dt className="govuk-summary-list__key">{title}</dt>
              <dd className="govuk-summary-list__value">{description}</dd>
            </div>
          ))}
        </dl>
      </PageSection>
      {years.length === 0 && <p className="govuk-body">There are no figures yet.</p>}
      {years.map((year) => (
        <Year key={year.yearEnding} year={year} tables={tables} />
      ))}
    </>
  );
}
