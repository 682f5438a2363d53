/**
 * Links to the pages before and after this one.
 */
export function PageLinks({ previous, next }: { previous: string | null; next: string | null }) {
  if (previous === null && next === null) return null;
  return (
    <nav className="govuk-pagination" aria-label="Pages of the list">
      {previous !== null && (
        <div className="govuk-pagination__prev">
          <a className="govuk-link govuk-pagination__link" href={previous} rel="prev">
            <span aria-hidden="true">← </span>
            <span className="govuk-pagination__link-title">Previous page</span>
          </a>
        </div>
      )}
      {next !== null && (
        <div className="govuk-pagination__next">
          <a className="govuk-link govuk-pagination__link" href={next} rel="next">
            <span className="govuk-pagination__link-title">Next page</span>
            <span aria-hidden="true"> →</span>
          </a>
        </div>
      )}
    </nav>
  );
}
