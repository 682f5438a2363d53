import type { PageContent } from '../page-content.ts';
import type { SuggestedCouncil } from './near-matches.ts';

/** A page that has a message instead of data. */
export interface MessageView {
  readonly heading: string;
  readonly lead: string;
  /** Councils that may have been meant. */
  readonly suggestions: readonly SuggestedCouncil[];
  /** Where to go from here. */
  readonly links: readonly { readonly href: string; readonly text: string }[];
  /** Whether a search for a council is offered. */
  readonly search: boolean;
  /** As in docs/errors.md. */
  readonly code: string;
}

function message(title: string, props: MessageView): PageContent {
  return { page: 'message', title, props };
}

const ALL_COUNCILS = { href: '/councils', text: 'All councils' };
const START = { href: '/', text: 'Start page' };

/** 404 for an address that nothing answers to. */
export function viewPageNotFound(): PageContent {
  return message('Page not found', {
    heading: 'Page not found',
    lead: 'There is no page at this address. If you typed it, check that it is right; if you followed a link, the page may have moved.',
    suggestions: [],
    links: [START, ALL_COUNCILS, { href: '/graphql', text: 'Data explorer' }],
    search: true,
    code: 'NOT_FOUND',
  });
}

/** 404 for a council that we do not know, with those that are spelt nearly alike. */
export function viewCouncilNotFound(
  slug: string,
  suggestions: readonly SuggestedCouncil[],
): PageContent {
  return message('Council not found', {
    heading: 'Council not found',
    lead: `No council in England has the address “${slug}” here.`,
    suggestions,
    links: [ALL_COUNCILS],
    search: true,
    code: 'COUNCIL_NOT_FOUND',
  });
}

/** 404 for a decision that we do not have. */
export function viewDecisionNotFound(reference: string): PageContent {
  return message('Decision not found', {
    heading: 'Decision not found',
    lead: `No decision with the reference “${reference}” is on record here. A reference has the year in which the complaint came in and a number, such as 19 007 429.`,
    suggestions: [],
    links: [{ href: '/decisions', text: 'Search the decisions' }, START],
    search: false,
    code: 'DECISION_NOT_FOUND',
  });
}

/** 404 for a year of which there are no figures. */
export function viewYearNotFound(year: string, years: readonly number[]): PageContent {
  return message('No figures for this year', {
    heading: 'No figures for this year',
    lead: `There are no figures for “${year}” here. A year is named by the one in which it ends: 2020 is 1 April 2019 to 31 March 2020.`,
    suggestions: [],
    links: years.map((one) => ({
      href: `/review/${one}`,
      text: `Review of the year ${one - 1} to ${one}`,
    })),
    search: false,
    code: 'YEAR_NOT_FOUND',
  });
}

/** 400 for an address with parameters that nothing can be made of. */
export function viewBadAddress(problems: readonly string[], href: string): PageContent {
  return message('This address cannot be read', {
    heading: 'This address cannot be read',
    lead: problems.join(' '),
    suggestions: [],
    links: [{ href, text: 'Start again' }],
    search: false,
    code: 'BAD_REQUEST',
  });
}

/** 503 when the graph gives nothing. */
export function viewUnavailable(): PageContent {
  return message('Data cannot be read', {
    heading: 'The data cannot be read just now',
    lead: 'This page is made from data that another part of the service did not give. Nothing is wrong with what you asked for. Try again in a few minutes; letters that you have links to may still open.',
    suggestions: [],
    links: [START],
    search: false,
    code: 'GRAPH_UNAVAILABLE',
  });
}

/** 500 for a fault of ours. */
export function viewFault(): PageContent {
  return message('Something went wrong', {
    heading: 'Something went wrong',
    lead: 'This page could not be made because of a fault of ours. It has been written to the log. Try again in a few minutes.',
    suggestions: [],
    links: [START, ALL_COUNCILS],
    search: false,
    code: 'INTERNAL_SERVER_ERROR',
  });
}

/** 404 for a year or a table of the open data that there is not. */
export function viewDataNotFound(lead: string): PageContent {
  return message('Table not found', {
    heading: 'Table not found',
    lead,
    suggestions: [],
    links: [{ href: '/data', text: 'All years and tables' }],
    search: false,
    code: 'OPEN_DATA_NOT_FOUND',
  });
}
