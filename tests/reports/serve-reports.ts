import fastify from 'fastify';
import { onTestFinished } from 'vitest';
import type { Ask } from '../../src/reports/ask.ts';
import type { PdfPrinter } from '../../src/reports/pdf/pdf-printer.ts';
import type { AnyReport } from '../../src/reports/report.ts';
import { reportRoutes } from '../../src/reports/report-routes.ts';
import { createTestEngine } from './create-test-engine.ts';

/** A server with the report routes on a free port of 127.0.0.1, and what it wrote to the log. */
export async function serveReports(
  reports: readonly AnyReport[],
  ask: Ask,
  printer?: PdfPrinter,
): Promise<{
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  post(path: string, body: string, headers?: Record<string, string>): Promise<Response>;
  readonly logged: object[];
}> {
  const logged: object[] = [];
  const app = fastify();
  await app.register(reportRoutes, {
    engine: createTestEngine(reports, ask),
    printer,
    mailFrom: 'letters@redress.example.org',
    defaultReport: reports[0]?.name,
    logger: { error: (details) => void logged.push(details) },
    authorize: async (request) => {
      if (request.headers.authorization !== 'Bearer rk_render') {
        throw Object.assign(new Error('The scope letters:render is needed.'), {
          code: 'FORBIDDEN',
          statusCode: 403,
        });
      }
    },
    letterVisible: async ({ councilSlug, yearEnding, request }) =>
      (councilSlug !== 'embargoed' || request.headers.authorization === 'Bearer rk_read') &&
      yearEnding <= 2020,
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(() => app.close());
  return {
    logged,
    get: (path, headers = {}) => fetch(url + path, { headers }),
    post: (path, body, headers = {}) =>
      fetch(url + path, {
        method: 'POST',
        body,
        headers: {
          authorization: 'Bearer rk_render',
          'content-type': 'application/json',
          ...headers,
        },
      }),
  };
}
