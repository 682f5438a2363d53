/**
 * A page as data: files, and the operation on the graph that gave it.
 */
import { type AskedQuestion, writeExplorerLink } from '../explorer-link.ts';
import { PageSection } from './notices.tsx';

/** The section "data". */
export function DataSection({
  question,
  files,
}: {
  question: AskedQuestion;
  files: readonly { readonly href: string; readonly text: string }[];
}) {
  return (
    <PageSection id="data" title="This page as data">
      <ul className="govuk-list govuk-list--spaced">
        {files.map(({ href, text }) => (
          <li key={href}>
            <a className="govuk-link" href={href}>
              {text}
            </a>
          </li>
        ))}
        <li>
          <a className="govuk-link" href={writeExplorerLink(question)}>
            Open this page’s query in the data explorer
          </a>
        </li>
      </ul>
      <details className="govuk-details">
        <summary className="govuk-details__summary">
          <span className="govuk-details__summary-text">The GraphQL query that made this page</span>
        </summary>
        <div className="govuk-details__text">
          <p className="govuk-body-s">
            Send it to <code>/graphql</code>; it needs no key. One operation gives the whole page.
          </p>
          {/* Long lines scroll, which needs the keyboard's focus. */}
          <pre className="site-code" tabIndex={0} aria-label="Query">
            <code>{question.query}</code>
          </pre>
          <pre className="site-code" tabIndex={0} aria-label="Variables">
            <code>{JSON.stringify(question.variables, null, 2)}</code>
          </pre>
        </div>
      </details>
    </PageSection>
  );
}
