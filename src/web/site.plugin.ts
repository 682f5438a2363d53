/**
 * The public site: a client of our own graph and of nothing else.
 */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { prefersHtml } from './accept.ts';
import { addOpenDataRoutes, type OpenDataWriters } from './open-data/open-data-routes.ts';
import { setSecurityHeaders } from './security-headers.ts';
import { councilQuery } from './site/council.query.ts';
import { viewCouncil } from './site/council.view.ts';
import { councilListQuery, PAGE_SIZE } from './site/council-list.query.ts';
import { viewCouncilList } from './site/council-list.view.ts';
import { parseCouncilSearch } from './site/council-search.ts';
import { type AskGraph, GraphUnavailableError } from './site/graph.ts';
import { type PageContent, renderPage, type SiteFrame } from './site/layout.view.ts';
import {
  viewCouncilNotFound,
  viewFault,
  viewPageNotFound,
  viewUnavailable,
} from './site/message.view.ts';
import { findNearMatches } from './site/near-matches.ts';
import { readInParts } from './site/read-in-parts.ts';
import { hashContent, isUnchanged, readStaticFile, sendStaticFile } from './static-file.ts';

/** Where the site writes what visitors are not told. */
interface SiteLogger {
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** What the site needs from the composition root. */
export interface SiteOptions {
  /** Runs an operation on the graph for a visitor who is not signed in. */
  readonly ask: AskGraph;
  /** Origin as visitors see it, such as `https://redress.example.org`; no slash at the end. A function is asked with each page. */
  readonly publicUrl: string | (() => string);
  /** Told of graph failures and of our own faults. Default: the server's log. A pino logger fits. */
  readonly logger?: SiteLogger;
  /** The year whose uphold rate the list shows. Default 2020, the last year of the sample data. */
  readonly yearEnding?: number;
  /** How the tables of `/data` are written. */
  readonly openData: OpenDataWriters;
}

type Send = (status: number, page: PageContent) => FastifyReply;

/** Councils have lower-case addresses of letters, digits and dashes; nothing else is worth asking for. */
const SLUG = /^[a-z0-9-]{1,80}$/;

function createSender(frame: SiteFrame) {
  return (request: FastifyRequest, reply: FastifyReply): Send =>
    (status, page) => {
      const body = renderPage(frame, page);
      setSecurityHeaders(reply, 'site').type('text/html; charset=utf-8').code(status);
      if (status !== 200) return reply.header('cache-control', 'no-store').send(body);
      const etag = `"${hashContent(body)}"`;
      reply.header('etag', etag).header('cache-control', 'public, no-cache');
      return isUnchanged(request, etag) ? reply.code(304).send() : reply.send(body);
    };
}

/**
 * The site as a Fastify plugin: `/`, `/councils/:slug`, `/data` and its tables, its stylesheet and mark, and a page for a
 * browser that opens an address which nothing else serves.
 *
 * @example
 * await app.register(createSite({ ask, publicUrl: 'http://127.0.0.1:4000' }));
 */
export function createSite(options: SiteOptions): FastifyPluginAsync {
  const { ask, publicUrl, yearEnding = 2020 } = options;
  const styles = readStaticFile(
    new URL('./site/site.css', import.meta.url),
    'text/css; charset=utf-8',
  );
  const mark = readStaticFile(new URL('./site/mark.svg', import.meta.url), 'image/svg+xml');
  const sender = createSender({
    get publicUrl() {
      return typeof publicUrl === 'string' ? publicUrl : publicUrl();
    },
    stylesheet: `/assets/site.css?v=${styles.version}`,
    mark: `/assets/mark.svg?v=${mark.version}`,
  });

  return async (app) => {
    app.get('/assets/site.css', (request, reply) => sendStaticFile(request, reply, styles));
    app.get('/assets/mark.svg', (request, reply) => sendStaticFile(request, reply, mark));
    app.get('/favicon.ico', (request, reply) => sendStaticFile(request, reply, mark));

    app.get('/', async (request, reply) => {
      const send = sender(request, reply);
      const { search, problems } = parseCouncilSearch(request.query);
      const view = { search, problems, list: null, missing: [], yearEnding };
      if (problems.length > 0) return send(400, viewCouncilList(view));
      const answer = await readInParts(ask, councilListQuery, {
        filter: {
          ...(search.q !== '' && { search: search.q }),
          ...(search.type !== '' && { types: [search.type] }),
          ...(search.region !== '' && { regions: [search.region] }),
        },
        first: PAGE_SIZE,
        after: search.after === '' ? null : search.after,
        yearEnding,
      });
      if (answer === null) {
        const message =
          'This address points at a page that does not exist. Search again from the start.';
        return send(400, viewCouncilList({ ...view, problems: [{ field: 'after', message }] }));
      }
      const { data, missing } = answer;
      return send(200, viewCouncilList({ ...view, list: data.councils, missing }));
    });

    app.get<{ Params: { slug: string } }>('/councils/:slug', async (request, reply) => {
      const send = sender(request, reply);
      const { slug } = request.params;
      const answer = SLUG.test(slug) ? await readInParts(ask, councilQuery, { slug }) : null;
      const council = answer?.data.council ?? null;
      if (answer === null || council === null) {
        return send(404, viewCouncilNotFound(slug, await findNearMatches(ask, slug.slice(0, 80))));
      }
      return send(200, viewCouncil(council, answer.missing));
    });

    addOpenDataRoutes(app, {
      ask,
      writers: options.openData,
      sendPage: (request, reply, status, page) => sender(request, reply)(status, page),
      logger: options.logger ?? app.log,
    });

    app.setErrorHandler((error, request, reply) => {
      const send = sender(request, reply);
      const { logger = request.log } = options;
      if (error instanceof GraphUnavailableError) {
        logger.warn({ err: error, problems: error.problems }, error.message);
        return send(503, viewUnavailable());
      }
      logger.error({ err: error }, 'the site could not make a page');
      return send(500, viewFault());
    });

    // What nothing else serves. A program gets what the server answers to unknown addresses: JSON with a code.
    app.get('/*', (request, reply) =>
      prefersHtml(request) ? sender(request, reply)(404, viewPageNotFound()) : reply.callNotFound(),
    );
  };
}
