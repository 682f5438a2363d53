/**
 * The public site: a client of our own graph and of nothing else.
 */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { prefersHtml } from './accept.ts';
import { sendCompressed } from './compression.ts';
import { addOpenDataRoutes, type OpenDataWriters } from './open-data/open-data-routes.ts';
import { setSecurityHeaders } from './security-headers.ts';
import { type AskGraph, GraphUnavailableError } from './site/graph.ts';
import { viewFault, viewPageNotFound, viewUnavailable } from './site/message/message-view.ts';
import type { PageContent } from './site/page-content.ts';
import { addCompareRoutes } from './site/routes/compare.route.ts';
import { addCouncilRoutes } from './site/routes/council.route.ts';
import { addCouncilListRoutes } from './site/routes/councils.route.ts';
import { addDecisionRoutes } from './site/routes/decisions.route.ts';
import { addHomeRoutes } from './site/routes/home.route.ts';
import { addLetterRoutes } from './site/routes/letters.route.ts';
import { addMapRoutes } from './site/routes/map.route.ts';
import { addReviewRoutes } from './site/routes/review.route.ts';
import type { AddRoutes } from './site/routes/site-route.ts';
import { openSiteBundle, type SiteBundle } from './site/site-bundle.ts';
import { addSiteFiles } from './site/site-files.ts';
import { watchSample } from './site/watch-sample.ts';
import { hashContent, isUnchanged } from './static-file.ts';

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
  /** The year that pages are about when nobody says. Default 2020, the last year of the sample data. */
  readonly yearEnding?: number;
  /** How the tables of `/data` are written. */
  readonly openData: OpenDataWriters;
}

const routes: readonly AddRoutes[] = [
  addHomeRoutes,
  addMapRoutes,
  addCouncilListRoutes,
  addCouncilRoutes,
  addCompareRoutes,
  addDecisionRoutes,
  addReviewRoutes,
  addLetterRoutes,
];

function createSender(
  { renderPage, frame }: SiteBundle,
  publicUrl: SiteOptions['publicUrl'],
  hasSample: () => boolean,
) {
  return (
    request: FastifyRequest,
    reply: FastifyReply,
    status: number,
    page: PageContent,
  ): FastifyReply => {
    const origin = typeof publicUrl === 'string' ? publicUrl : publicUrl();
    const body = renderPage({ ...frame, publicUrl: origin, sample: hasSample() }, page);
    setSecurityHeaders(reply, 'site').type('text/html; charset=utf-8').code(status);
    if (status !== 200) return reply.header('cache-control', 'no-store').send(body);
    const etag = `"${hashContent(body)}"`;
    reply.header('etag', etag).header('cache-control', 'public, no-cache');
    if (isUnchanged(request, etag)) return reply.code(304).send();
    return sendCompressed(request, reply, body);
  };
}

/**
 * The site as a Fastify plugin: its pages, `/data` and its tables, its scripts and styles, and a page for a browser that
 * opens an address which nothing else serves. Needs the bundle that `npm run build` makes.
 *
 * @example
 * await app.register(createSite({ ask, publicUrl: 'http://127.0.0.1:4000' }));
 */
export function createSite(options: SiteOptions): FastifyPluginAsync {
  const { ask, publicUrl, yearEnding = 2020 } = options;
  return async (app) => {
    const bundle = await openSiteBundle();
    const askSample = watchSample(ask, yearEnding);
    let sample = false;
    app.addHook('preHandler', async (request) => {
      if (!request.url.startsWith('/assets/')) sample = await askSample();
    });
    const hasSample = () => sample;
    const send = createSender(bundle, publicUrl, hasSample);
    addSiteFiles(app, bundle);
    for (const add of routes) {
      add(app, { ask, send, hasSample, yearEnding, writeCsv: options.openData.csv });
    }
    addOpenDataRoutes(app, {
      ask,
      writers: options.openData,
      sendPage: send,
      logger: options.logger ?? app.log,
    });

    app.setErrorHandler((error, request, reply) => {
      const { logger = request.log } = options;
      if (error instanceof GraphUnavailableError) {
        logger.warn({ err: error, problems: error.problems }, error.message);
        return send(request, reply, 503, viewUnavailable());
      }
      logger.error({ err: error }, 'the site could not make a page');
      return send(request, reply, 500, viewFault());
    });

    // What nothing else serves. A program gets what the server answers to unknown addresses: JSON with a code.
    app.get('/*', (request, reply) =>
      prefersHtml(request) ? send(request, reply, 404, viewPageNotFound()) : reply.callNotFound(),
    );
  };
}
