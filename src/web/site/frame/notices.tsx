/**
 * Boxes that say something about the page as a whole.
 */
import type { ReactNode } from 'react';

/** Said wherever generated figures are shown. */
export function SampleNotice() {
  return (
    <div className="govuk-inset-text site-sample">
      <strong className="govuk-tag govuk-tag--yellow">Sample data</strong> Figures, decisions and
      letters marked as sample are made up. They say nothing about a real council.
    </div>
  );
}

/** Beside a figure or a name that is made up. */
export function SampleTag() {
  return <strong className="govuk-tag govuk-tag--yellow site-tag">sample</strong>;
}

/** Said when a part of the graph did not answer. `what` fits into "… could not be read just now". */
export function MissingNotice({ what }: { what: readonly string[] }) {
  if (what.length === 0) return null;
  const list = new Intl.ListFormat('en-GB').format(what);
  return (
    <div className="govuk-inset-text site-missing" role="status">
      <strong>Part of this page is missing.</strong>{' '}
      {`${list.charAt(0).toUpperCase()}${list.slice(1)} could not be read just now. The rest is complete; try again in a few minutes.`}
    </div>
  );
}

/** One mistake in an address, and the id of the form field that it belongs to, if there is one. */
export interface ShownProblem {
  readonly field: string | null;
  readonly message: string;
}

/** Mistakes in what a visitor asked for, each with a link to its field. */
export function ProblemSummary({ problems }: { problems: readonly ShownProblem[] }) {
  if (problems.length === 0) return null;
  return (
    <div className="govuk-error-summary">
      <div role="alert">
        <h2 className="govuk-error-summary__title">There is a problem</h2>
        <div className="govuk-error-summary__body">
          <ul className="govuk-list govuk-error-summary__list">
            {problems.map(({ field, message }) => (
              <li key={message}>
                {field === null ? message : <a href={`#${field}`}>{message}</a>}
              </li>
            ))}
          </ul>
        </div>
      </div>
    </div>
  );
}

/** A heading with an id that addresses can point at, and what stands under it. */
export function PageSection({
  id,
  title,
  children,
}: {
  id: string;
  title: ReactNode;
  children: ReactNode;
}) {
  return (
    <section aria-labelledby={id} className="site-section">
      <h2 className="govuk-heading-m" id={id}>
        {title}
      </h2>
      {children}
    </section>
  );
}
