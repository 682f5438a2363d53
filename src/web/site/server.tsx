/**
 * The entry of the server bundle: every page, and the document around it. React is inside the bundle in its production
 * form, whatever `NODE_ENV` says.
 */
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { ComparePage } from './compare/compare.page.tsx';
import { CouncilPage } from './council/council.page.tsx';
import { CouncilListPage } from './councils/council-list.page.tsx';
import { DecisionPage } from './decisions/decision.page.tsx';
import { DecisionListPage } from './decisions/decision-list.page.tsx';
import { SiteDocument } from './frame/document.tsx';
import { HomePage } from './home/home.page.tsx';
import { LetterArchivePage } from './letters/letter-archive.page.tsx';
import { MessagePage } from './message/message.page.tsx';
import { OpenDataPage } from './open-data/open-data.page.tsx';
import type { PageContent, PageProps, RenderPage } from './page-content.ts';
import { ReviewPage } from './review/review.page.tsx';

const pages: { readonly [Name in keyof PageProps]: (props: PageProps[Name]) => ReactNode } = {
  home: HomePage,
  councils: CouncilListPage,
  council: CouncilPage,
  compare: ComparePage,
  decisions: DecisionListPage,
  decision: DecisionPage,
  review: ReviewPage,
  letters: LetterArchivePage,
  openData: OpenDataPage,
  message: MessagePage,
};

function renderMain<Name extends keyof PageProps>(content: {
  readonly page: Name;
  readonly props: PageProps[Name];
}): ReactNode {
  return pages[content.page](content.props);
}

/** A whole HTML document. */
export const renderPage: RenderPage = (frame, content: PageContent) =>
  `<!doctype html>${renderToStaticMarkup(
    <SiteDocument frame={frame} content={content}>
      {renderMain(content)}
    </SiteDocument>,
  )}`;
