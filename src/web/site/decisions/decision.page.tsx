/**
 * `/decisions/{reference}`: one decision.
 */
import { outcomeWords, subjectWords } from '../../../reports/casework-words.ts';
import { Breadcrumbs } from '../frame/breadcrumbs.tsx';
import { DataSection } from '../frame/data-section.tsx';
import { MissingNotice, PageSection, SampleNotice } from '../frame/notices.tsx';
import { formatDay, nameCompliance } from '../words.ts';
import type { DecisionDetail, DecisionPart } from './decision.query.ts';
import type { DecisionView } from './decision-view.ts';

const MISSING_WORDS: Readonly<Record<DecisionPart, string>> = {
  council: 'the council’s name',
  recommendations: 'recommendations',
};

function Summary({ decision }: { decision: DecisionDetail }) {
  const { council, category, subcategory, outcome, decidedOn } = decision;
  const rows = [
    {
      name: 'Council',
      value:
        council === undefined ? null : (
          <a className="govuk-link" href={`/councils/${council.slug}`}>
            {council.name}
          </a>
        ),
    },
    { name: 'Outcome', value: outcome === null ? 'Open' : outcomeWords[outcome] },
    { name: 'Decided', value: decidedOn === null ? 'Not yet' : formatDay(decidedOn) },
    { name: 'Received', value: formatDay(decision.receivedOn) },
    { name: 'Subject', value: subjectWords[decision.subject] },
    { name: 'Category', value: subcategory === null ? category : `${category}: ${subcategory}` },
    {
      name: 'Put right before',
      value:
        outcome !== 'UPHELD'
          ? null
          : decision.satisfactoryRemedy
            ? 'Yes: the council had already offered a satisfactory remedy'
            : 'No',
    },
  ];
  return (
    <dl className="govuk-summary-list">
      {rows
        .filter(({ value }) => value !== null)
        .map(({ name, value }) => (
          <div className="govuk-summary-list__row" key={name}>
            <dt className="govuk-summary-list__key">{name}</dt>
            <dd className="govuk-summary-list__value">{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function Recommendations({ of }: { of: NonNullable<DecisionDetail['recommendations']> }) {
  return (
    <PageSection id="recommendations" title="Recommendations">
      {of.length === 0 && (
        <p className="govuk-body">The ombudsman recommended nothing in this case.</p>
      )}
      <ol className="site-entries">
        {of.map(({ id, kind, remedy, text, dueOn, settledOn, compliance }) => (
          <li key={id}>
            <p className="govuk-body">
              {kind === 'PERSONAL_REMEDY'
                ? 'A remedy for the person; its words are private.'
                : (text ?? remedy)}
            </p>
            <p className="govuk-body-s site-quiet">
              {kind === 'PERSONAL_REMEDY' ? 'Personal remedy' : 'Service improvement'} · {remedy} ·
              due {formatDay(dueOn)}
              {compliance === null ? ' · not settled yet' : ` · ${nameCompliance(compliance)}`}
              {settledOn !== null && `, recorded ${formatDay(settledOn)}`}
            </p>
          </li>
        ))}
      </ol>
    </PageSection>
  );
}

export function DecisionPage({ decision, missing, question }: DecisionView) {
  const { reference, summary, council, publicReport, recommendations } = decision;
  return (
    <>
      <Breadcrumbs
        above={[
          { href: '/decisions', text: 'Decisions' },
          ...(council === undefined
            ? []
            : [{ href: `/councils/${council.slug}#decisions`, text: council.name }]),
        ]}
        here={reference}
      />
      <h1 className="govuk-heading-l">Decision {reference}</h1>
      {decision.sample && <SampleNotice />}
      <MissingNotice what={missing.map((part) => MISSING_WORDS[part])} />
      {summary === null ? (
        <p className="govuk-body">No summary of this decision is published.</p>
      ) : (
        <p className="govuk-body-l">{summary}</p>
      )}
      <Summary decision={decision} />
      {publicReport !== null && (
        <PageSection id="public-report" title="Public report">
          <p className="govuk-body">
            The ombudsman published a report on {formatDay(publicReport.publishedOn)}, as the case
            concerns the public.
            {publicReport.url !== null && /^https?:\/\//.test(publicReport.url) && (
              <>
                {' '}
                <a className="govuk-link" href={publicReport.url}>
                  Read the report
                </a>
                .
              </>
            )}
          </p>
        </PageSection>
      )}
      {recommendations != null && <Recommendations of={recommendations} />}
      <DataSection question={question} files={[]} />
    </>
  );
}
