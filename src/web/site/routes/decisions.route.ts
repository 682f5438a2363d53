import { decisionQuery } from '../decisions/decision.query.ts';
import { decisionListQuery } from '../decisions/decision-list.query.ts';
import type { DecisionListView } from '../decisions/decision-list-view.ts';
import {
  filterOf,
  isDecisionSearchNarrowed,
  parseDecisionSearch,
} from '../decisions/decision-search.ts';
import { describeQuestion } from '../explorer-link.ts';
import { viewDecisionNotFound } from '../message/message-view.ts';
import type { PageContent } from '../page-content.ts';
import { readInParts } from '../read-in-parts.ts';
import type { AddRoutes } from './site-route.ts';

function viewDecisionList(props: DecisionListView): PageContent {
  const { search, problems } = props;
  const plain = problems.length === 0 && !isDecisionSearchNarrowed(search) && search.after === '';
  return {
    page: 'decisions',
    title: search.words === '' ? 'Decisions' : `“${search.words}” – Decisions`,
    description:
      'What the ombudsman decided about complaints, by words, outcome, subject and year.',
    ...(plain ? { path: '/decisions' } : {}),
    current: 'decisions',
    props,
  };
}

/** `/decisions` and `/decisions/{reference}`, with dashes in the reference. */
export const addDecisionRoutes: AddRoutes = (app, { ask, send }) => {
  app.get('/decisions', async (request, reply) => {
    const { search, problems } = parseDecisionSearch(request.query);
    const view = { search, problems, data: null, missing: [], question: null };
    if (problems.length > 0) return send(request, reply, 400, viewDecisionList(view));
    const variables = {
      filter: filterOf(search),
      after: search.after === '' ? null : search.after,
      council: search.council === '' ? '-' : search.council,
    };
    const answer = await readInParts(ask, decisionListQuery, variables);
    if (answer === null) {
      const message =
        'The graph refused this search: it has too many words, or points at a page that does not exist.';
      const problem = { field: 'words', message } as const;
      return send(request, reply, 400, viewDecisionList({ ...view, problems: [problem] }));
    }
    const { query, parts } = decisionListQuery;
    return send(
      request,
      reply,
      200,
      viewDecisionList({
        ...view,
        ...answer,
        question: describeQuestion(query, variables, Object.keys(parts)),
      }),
    );
  });

  app.get<{ Params: { reference: string } }>('/decisions/:reference', async (request, reply) => {
    const reference = request.params.reference.slice(0, 40).replaceAll('-', ' ');
    const isReference = /^\d{2} \d{3} \d{3}$/.test(reference);
    const answer = isReference ? await readInParts(ask, decisionQuery, { reference }) : null;
    const decision = answer?.data.decision ?? null;
    if (answer === null || decision === null) {
      return send(request, reply, 404, viewDecisionNotFound(reference));
    }
    const { query, parts } = decisionQuery;
    return send(request, reply, 200, {
      page: 'decision',
      title: `Decision ${reference}`,
      description: decision.summary ?? `Decision ${reference} of the ombudsman.`,
      path: `/decisions/${reference.replaceAll(' ', '-')}`,
      current: 'decisions',
      props: {
        decision,
        missing: answer.missing,
        question: describeQuestion(query, { reference }, Object.keys(parts)),
      },
    });
  });
};
