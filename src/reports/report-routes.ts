import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type ErrorLog, sendError } from './error-reply.ts';
import { addLetterRoutes } from './letter-routes.ts';
import type { PdfPrinter } from './pdf/pdf-printer.ts';
import { addRenderRoutes } from './render-routes.ts';
import type { ReportEngine } from './report-engine.ts';
import type { KeptRendering } from './runs/kept-rendering.ts';

/** Which letter someone asks for. */
export interface LetterIdentity {
  readonly report: string;
  readonly councilSlug: string;
  readonly yearEnding: number;
}

/** What the routes need of the composition root. */
export interface ReportRoutesOptions {
  readonly engine: ReportEngine;
  /** The sender of mails: one address. */
  readonly mailFrom: string;
  /** Makes `.pdf`. Without one every letter is as where there is no Chromium. */
  readonly printer?: PdfPrinter | undefined;
  /** Rejects with an `Error` that has `statusCode` and `code` when the caller lacks the scope. */
  readonly authorize: (request: FastifyRequest, scope: 'letters:render') => Promise<void>;
  /**
   * Whether the caller may see a letter: as it is kept, or `true` for one that is rendered when it is asked for. An absent
   * letter and a hidden one are both `false`.
   */
  readonly letterVisible: (
    letter: LetterIdentity & { readonly request: FastifyRequest },
  ) => Promise<boolean | KeptRendering>;
  /** The report at `/letters` when the address names none: `annual-letter` by default. */
  readonly defaultReport?: string | undefined;
  /** Fastify's own log by default. */
  readonly logger?: ErrorLog | undefined;
}

/**
 * The ways to get a letter over HTTP, as a Fastify plugin: files under `/letters`, and rendering on
 * request under `/reports`. Errors are answered here, for these routes alone.
 */
export async function reportRoutes(
  app: FastifyInstance,
  options: ReportRoutesOptions,
): Promise<void> {
  app.setErrorHandler((error, request, reply) =>
    sendError(error, request, reply, options.logger ?? request.log),
  );
  addLetterRoutes(app, options);
  addRenderRoutes(app, options);
}
