/**
 * The three rates of a council's year, each beside the average of similar councils, and how they are worked out.
 */
import { councilTypeWords } from '../../../reports/casework-words.ts';
import { RateBar } from '../charts/rate-bar.tsx';
import { PageSection } from '../frame/notices.tsx';
import { formatCount, formatYear, type RateFigures } from '../words.ts';
import type { CouncilFigures } from './council.query.ts';

/** One of the three rates as the page tells it. */
interface ToldRate {
  readonly id: string;
  readonly title: string;
  readonly meaning: string;
  readonly none: string;
  readonly counted: string;
  readonly from: string;
  readonly rate: RateFigures;
  readonly similar: RateFigures | null;
}

/** The rates in the order of the letters. Compliance is left out where its subgraph did not answer. */
function listRates(figures: CouncilFigures): readonly ToldRate[] {
  const { similar, compliance } = figures;
  return [
    {
      id: 'uphold-rate',
      title: 'Uphold rate',
      meaning:
        'Of the complaints that were investigated, the share in which the ombudsman found fault.',
      none: 'No investigations',
      counted: 'upheld',
      from: 'investigated',
      rate: figures.upheld,
      similar: similar?.upheld ?? null,
    },
    ...(compliance === undefined
      ? []
      : [
          {
            id: 'compliance-rate',
            title: 'Compliance rate',
            meaning:
              'Of the cases in which the ombudsman recommended something, the share in which the council did it, on time or late.',
            none: 'Nothing was due',
            counted: 'complied, on time or late',
            from: 'cases with an outcome recorded in the year',
            rate: compliance,
            similar: similar?.compliance ?? null,
          },
        ]),
    {
      id: 'satisfactory-remedies',
      title: 'Satisfactory remedies',
      meaning:
        'Of the complaints that were upheld, the share in which the council had already put things right.',
      none: 'Nothing was upheld',
      counted: 'already remedied by the council',
      from: 'upheld',
      rate: figures.satisfactoryRemedies,
      similar: similar?.satisfactoryRemedies ?? null,
    },
  ];
}

/** The section "rates". */
export function RateSection({
  figures,
  yearEnding,
}: {
  figures: CouncilFigures;
  yearEnding: number;
}) {
  const type = figures.similar === null ? null : councilTypeWords[figures.similar.councilType];
  return (
    <PageSection id="rates" title={`Three rates, ${formatYear(yearEnding)}`}>
      <p className="govuk-body">
        {type !== null && `Similar councils are all ${type} of that year taken together. `}
        {figures.source === 'PUBLISHED' &&
          'These figures are shown as the ombudsman printed them. '}
        {figures.sourceNote}
      </p>
      {figures.breakNote !== null && <p className="govuk-inset-text">{figures.breakNote}</p>}
      <div className="site-cards">
        {listRates(figures).map(({ id, title, meaning, none, rate, similar }) => (
          <div className="site-card" key={id} id={id}>
            <h3 className="govuk-heading-s">{title}</h3>
            <RateBar label={title} rate={rate} similar={similar} none={none} />
            <p className="govuk-body-s">{meaning}</p>
          </div>
        ))}
      </div>
    </PageSection>
  );
}

function Working({ rate, none }: { rate: RateFigures; none: string }) {
  const { numerator, denominator, percent } = rate;
  if (denominator === 0) return <>{none}: there is nothing to divide by, so there is no rate.</>;
  if (percent === null) return <>Not printed.</>;
  if (numerator === null || denominator === null)
    return <>{percent}% as printed; its counts were not.</>;
  const exact = ((100 * numerator) / denominator).toFixed(1);
  return (
    <>
      {formatCount(numerator)} ÷ {formatCount(denominator)} × 100 = {exact}, shown as{' '}
      <strong>{percent}%</strong>
    </>
  );
}

/** The section "how we work this out": each formula with this council's numbers in it. */
export function WorkingSection({
  figures,
  population,
  yearEnding,
}: {
  figures: CouncilFigures;
  population: number | null;
  yearEnding: number;
}) {
  const upheld = figures.upheld.numerator;
  return (
    <PageSection id="working" title="How we work this out">
      <p className="govuk-body">
        Year {formatYear(yearEnding)} is 1 April {yearEnding - 1} to 31 March {yearEnding}. A rate
        is divided once and shown as a whole percentage, half rounded up. The average of similar
        councils is all their cases taken together, not the mean of their percentages. Complaints
        that came in and complaints that were decided differ, as cases cross the end of a year.
      </p>
      <dl className="govuk-summary-list site-working">
        {listRates(figures).map(({ id, title, counted, from, rate, similar, none }) => (
          <div className="govuk-summary-list__row" key={id}>
            <dt className="govuk-summary-list__key">{title}</dt>
            <dd className="govuk-summary-list__value">
              <p className="govuk-body-s site-quiet">
                {counted} ÷ {from} × 100
              </p>
              <p className="govuk-body">
                <Working rate={rate} none={none} />
              </p>
              {similar !== null && (
                <p className="govuk-body-s">
                  Similar councils: <Working rate={similar} none={none} />
                </p>
              )}
            </dd>
          </div>
        ))}
        <div className="govuk-summary-list__row">
          <dt className="govuk-summary-list__key">Upheld per 100,000</dt>
          <dd className="govuk-summary-list__value">
            <p className="govuk-body-s site-quiet">upheld × 100,000 ÷ population</p>
            <p className="govuk-body">
              {figures.upheldPer100k === null
                ? 'Not known.'
                : upheld === null || population === null
                  ? `${figures.upheldPer100k.toFixed(1)} as printed.`
                  : `${formatCount(upheld)} × 100,000 ÷ ${formatCount(population)} = ${figures.upheldPer100k.toFixed(1)}`}
            </p>
          </dd>
        </div>
      </dl>
    </PageSection>
  );
}
