/**
 * The frame of every page: head, header, navigation, main, footer.
 */
import type { ReactNode } from 'react';
import type { NavigationItem, PageContent, ScriptAddresses, SiteFrame } from '../page-content.ts';

const NAVIGATION: readonly { item: NavigationItem | null; href: string; text: string }[] = [
  { item: 'councils', href: '/councils', text: 'Councils' },
  { item: 'compare', href: '/compare', text: 'Compare' },
  { item: 'decisions', href: '/decisions', text: 'Decisions' },
  { item: 'review', href: '/review', text: 'Review of the year' },
  { item: 'letters', href: '/letters', text: 'Letters' },
  { item: 'data', href: '/data', text: 'Open data' },
  { item: null, href: '/graphql', text: 'Data explorer' },
];

function Navigation({ current }: { current: NavigationItem | undefined }) {
  return (
    <div className="govuk-service-navigation site-navigation">
      <div className="govuk-width-container">
        <div className="govuk-service-navigation__container">
          <nav aria-label="Site" className="govuk-service-navigation__wrapper">
            <ul className="govuk-service-navigation__list">
              {NAVIGATION.map(({ item, href, text }) => {
                const active = item !== null && item === current;
                return (
                  <li
                    key={href}
                    className={`govuk-service-navigation__item${active ? ' govuk-service-navigation__item--active' : ''}`}
                  >
                    <a
                      className="govuk-service-navigation__link"
                      href={href}
                      aria-current={active ? 'page' : undefined}
                    >
                      {active ? (
                        <strong className="govuk-service-navigation__active-fallback">
                          {text}
                        </strong>
                      ) : (
                        text
                      )}
                    </a>
                  </li>
                );
              })}
            </ul>
          </nav>
        </div>
      </div>
    </div>
  );
}

function Footer({ sample }: { sample: boolean }) {
  return (
    <footer className="site-footer">
      <div className="govuk-width-container">
        {sample && (
          <p className="govuk-body-s">
            <strong className="govuk-tag govuk-tag--yellow site-tag">Sample data</strong> What is
            marked as sample is made up, and says nothing about a real council.
          </p>
        )}
        <p className="govuk-body-s">
          Complaints about councils in England, as an ombudsman’s casework records them. Every
          figure on these pages can be asked for in the{' '}
          <a className="govuk-link" href="/graphql">
            data explorer
          </a>
          .
        </p>
        <p className="govuk-body-s">
          Names, areas and populations of councils: Office for National Statistics, under the{' '}
          <a
            className="govuk-link"
            href="https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
          >
            Open Government Licence v3.0
          </a>
          ; names and codes from mySociety, under{' '}
          <a className="govuk-link" href="https://creativecommons.org/licenses/by/4.0/">
            CC BY 4.0
          </a>
          . This is not a service of the UK government.
        </p>
      </div>
    </footer>
  );
}

function findScripts(frame: SiteFrame, content: PageContent): readonly ScriptAddresses[] {
  return ['site', ...(content.scripts ?? [])].flatMap((name) => {
    const script = frame.scripts[name];
    return script === undefined ? [] : [script];
  });
}

/** The document around a page's content. */
export function SiteDocument({
  frame,
  content,
  children,
}: {
  frame: SiteFrame;
  content: PageContent;
  children: ReactNode;
}) {
  const { title, description, path, current } = content;
  const scripts = findScripts(frame, content);
  const preload = new Set(scripts.flatMap((script) => script.preload));
  return (
    <html lang="en-GB" className="govuk-template">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} – Redress`}</title>
        {description !== undefined && <meta name="description" content={description} />}
        {path === undefined ? (
          <meta name="robots" content="noindex" />
        ) : (
          <link rel="canonical" href={`${frame.publicUrl}${path}`} />
        )}
        <link rel="icon" href={frame.mark} type="image/svg+xml" />
        <link rel="stylesheet" href={frame.stylesheet} />
        {[...preload].map((href) => (
          <link key={href} rel="modulepreload" href={href} />
        ))}
        {scripts.map(({ src }) => (
          <script key={src} type="module" src={src} />
        ))}
      </head>
      <body className="govuk-template__body">
        <a href="#main" className="govuk-skip-link">
          Skip to main content
        </a>
        <header className="site-header">
          <div className="govuk-width-container">
            <a className="site-brand" href="/">
              <img src={frame.mark} alt="" width="32" height="32" />
              Redress
            </a>
          </div>
        </header>
        <Navigation current={current} />
        <div className="govuk-width-container site-body">
          <main className="govuk-main-wrapper" id="main" tabIndex={-1}>
            {children}
          </main>
        </div>
        <Footer sample={frame.sample} />
      </body>
    </html>
  );
}
