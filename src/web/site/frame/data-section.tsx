/**
 * A page as data: files, and the operation on the graph that gave it.
 */
import { type AskedQuestion, writeExplorerLink } from '../explorer-link.ts';
import { PageSection } from './notices.tsx';

/** Text to be read and copied; a field, so that the keyboard can scroll and select it. */
function CodeBox({
  id,
  label,
  text,
  rows,
}: {
  id: string;
  label: string;
  text: string;
  rows: number;
}) {
  return (
    <>
      <label className="govuk-label" htmlFor={id}>
        {label}
      </label>
      <textarea
        className="site-code"
        id={id}
        rows={rows}
        readOnly
        spellCheck={false}
        defaultValue={text}
      />
    </>
  );
}

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
          <CodeBox id="question-query" label="Query" text={question.query} rows={16} />
          <CodeBox
            id="question-variables"
            label="Variables"
            text={JSON.stringify(question.variables, null, 2)}
            rows={8}
          />
        </div>
      </details>
    </PageSection>
  );
}
