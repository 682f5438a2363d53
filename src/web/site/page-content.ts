/**
 * What a route gives to be shown: a page's name, its data, and what the frame needs to know of it.
 */
import type { CompareView } from './compare/compare-view.ts';
import type { CouncilView } from './council/council-view.ts';
import type { CouncilListView } from './councils/council-list-view.ts';
import type { DecisionListView } from './decisions/decision-list-view.ts';
import type { DecisionView } from './decisions/decision-view.ts';
import type { HomeView } from './home/home-view.ts';
import type { LetterArchiveView } from './letters/letter-archive-view.ts';
import type { MessageView } from './message/message-view.ts';
import type { OpenDataView } from './open-data/open-data-view.ts';
import type { ReviewView } from './review/review-view.ts';

/** The pages by name, each with the plain data it is made of. */
export interface PageProps {
  home: HomeView;
  councils: CouncilListView;
  council: CouncilView;
  compare: CompareView;
  decisions: DecisionListView;
  decision: DecisionView;
  review: ReviewView;
  letters: LetterArchiveView;
  openData: OpenDataView;
  message: MessageView;
}

/** An item of the site's navigation. */
export type NavigationItem =
  | 'home'
  | 'councils'
  | 'compare'
  | 'decisions'
  | 'review'
  | 'letters'
  | 'data';

/** A script of `client/` by its file's name, loaded by the pages that ask for it. */
export type PageScript = 'map';

interface PageHead {
  /** Shown in the tab and to search engines, before the site's name. */
  readonly title: string;
  /** One sentence for search engines and link previews; left out of pages that report a fault. */
  readonly description?: string;
  /** The path that this page is best known by, such as `/councils/dartford`. Absent: the page is not to be indexed. */
  readonly path?: string;
  readonly current?: NavigationItem;
  /** Scripts besides the one that every page has. */
  readonly scripts?: readonly PageScript[];
}

/** A page, ready to be rendered. */
export type PageContent = {
  [Name in keyof PageProps]: PageHead & { readonly page: Name; readonly props: PageProps[Name] };
}[keyof PageProps];

/** A script with the chunks that it will ask for, as addresses. */
export interface ScriptAddresses {
  readonly src: string;
  readonly preload: readonly string[];
}

/** What the frame needs to know of the server. */
export interface SiteFrame {
  /** Origin as visitors see it, without a slash at the end. */
  readonly publicUrl: string;
  readonly stylesheet: string;
  /** Address of the mark (SVG). */
  readonly mark: string;
  /** Whether there is sample data behind the site: every page says so. */
  readonly sample: boolean;
  /** Scripts by the names of their files. */
  readonly scripts: Readonly<Record<string, ScriptAddresses>>;
}

/** A whole HTML document; what the server bundle exports. */
export type RenderPage = (frame: SiteFrame, content: PageContent) => string;
