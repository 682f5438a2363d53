/**
 * Pages that have a message instead of data: not found, out of order.
 */
import { SearchField } from '../frame/fields.tsx';
import { PageSection } from '../frame/notices.tsx';
import type { MessageView } from './message-view.ts';

export function MessagePage({ heading, lead, suggestions, links, search, code }: MessageView) {
  return (
    <>
      <h1 className="govuk-heading-l">{heading}</h1>
      <p className="govuk-body-l">{lead}</p>
      {suggestions.length > 0 && (
        <PageSection id="near" title="Did you mean">
          <ul className="govuk-list govuk-list--spaced">
            {suggestions.map(({ slug, name }) => (
              <li key={slug}>
                <a className="govuk-link" href={`/councils/${slug}`}>
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </PageSection>
      )}
      {search && (
        <search>
          <form className="site-form" action="/councils" method="get">
            <SearchField id="q" label="Council name" names />
            <button type="submit" className="govuk-button">
              Search
            </button>
          </form>
        </search>
      )}
      <ul className="govuk-list">
        {links.map(({ href, text }) => (
          <li key={href}>
            <a className="govuk-link" href={href}>
              {text}
            </a>
          </li>
        ))}
      </ul>
      <p className="govuk-body-s site-quiet">
        Error code: <code>{code}</code>
      </p>
    </>
  );
}
