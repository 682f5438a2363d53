/**
 * What a route of the site is given.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { WriteTable } from '../../open-data/open-data-routes.ts';
import type { AskGraph } from '../graph.ts';
import type { PageContent } from '../page-content.ts';

/** What the routes have in common. */
export interface SiteTools {
  readonly ask: AskGraph;
  /** Renders a page and sends it, or 304 where the visitor has it. */
  readonly send: (
    request: FastifyRequest,
    reply: FastifyReply,
    status: number,
    page: PageContent,
  ) => FastifyReply;
  /** Whether there is sample data behind the site, as far as is known while a request is answered. */
  readonly hasSample: () => boolean;
  /** Writes a table as CSV. */
  readonly writeCsv: WriteTable;
  /** The year that a page is about when its address names none: the last one with sample data. */
  readonly yearEnding: number;
}

/** Adds the routes of a page or of a few that belong together. */
export type AddRoutes = (app: FastifyInstance, tools: SiteTools) => void;
