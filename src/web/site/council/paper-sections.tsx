/**
 * What the ombudsman gave and wrote to a council: training and letters.
 */
import { PageSection } from '../frame/notices.tsx';
import { StackingTable } from '../frame/table.tsx';
import { formatDay, formatYear } from '../words.ts';
import type { CouncilDetail } from './council.query.ts';

/** The section "training". */
export function TrainingSection({
  training,
  yearEnding,
}: {
  training: NonNullable<CouncilDetail['training']>;
  yearEnding: number;
}) {
  const { courses, seminars } = training;
  return (
    <PageSection id="training" title={`Training attended, ${formatYear(yearEnding)}`}>
      {courses.length + seminars.length === 0 ? (
        <p className="govuk-body">No course or seminar is on record for this year.</p>
      ) : (
        <StackingTable
          caption="Courses for the council, and seminars that it attended"
          columns={[
            { name: 'Course or seminar' },
            { name: 'Date' },
            { name: 'Place' },
            { name: 'People', number: true },
          ]}
          rows={[
            ...courses.map(({ id, course, heldOn, place, provider, people }) => ({
              key: id,
              header: course.title,
              cells: [
                formatDay(heldOn),
                provider === null ? place : `${place}, ${provider}`,
                String(people),
              ],
            })),
            ...seminars.map(({ id, series, heldOn, place }) => ({
              key: id,
              header: series,
              cells: [formatDay(heldOn), place, 'Not counted'],
            })),
          ]}
        />
      )}
    </PageSection>
  );
}

const FORMS = [
  { ending: 'txt', text: 'text' },
  { ending: 'eml', text: 'e-mail' },
  { ending: 'json', text: 'data' },
] as const;

/** The section "letters". */
export function LetterSection({ letters }: { letters: NonNullable<CouncilDetail['letters']> }) {
  const nodes = letters.nodes.toSorted((one, other) => other.yearEnding - one.yearEnding);
  return (
    <PageSection id="letters" title="Annual review letters">
      {nodes.length === 0 && (
        <p className="govuk-body">No letter to this council has been published.</p>
      )}
      <ul className="govuk-list govuk-list--spaced">
        {nodes.map(({ yearEnding, path }) => (
          <li key={yearEnding}>
            <a className="govuk-link govuk-!-font-weight-bold" href={`${path}.html`}>
              Letter for {formatYear(yearEnding)}
            </a>{' '}
            <span className="site-quiet">
              also as{' '}
              {FORMS.map(({ ending, text }, place) => (
                <span key={ending}>
                  {place === 0 ? '' : place === FORMS.length - 1 ? ' or ' : ', '}
                  <a className="govuk-link" href={`${path}.${ending}`}>
                    {text}
                    <span className="govuk-visually-hidden">, {formatYear(yearEnding)}</span>
                  </a>
                </span>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </PageSection>
  );
}
