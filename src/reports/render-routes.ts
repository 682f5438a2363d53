import type { FastifyInstance } from 'fastify';
import { chooseType } from './accept.ts';
import { toEml } from './letter-mail.ts';
import { pdfUnavailable } from './pdf/pdf-error.ts';
import { printLetter } from './pdf/print-letter.ts';
import type { ReportRoutesOptions } from './report-routes.ts';
import { RouteError } from './route-error.ts';

const pdf = 'application/pdf';
const types = ['text/html', 'text/plain', 'message/rfc822', pdf] as const;
const typesWithoutPdf = types.filter((type) => type !== pdf);

/**
 * `POST /reports/{name}/render`: JSON parameters in, HTML, text, a mail or a PDF out as `Accept` says. Needs
 * the scope `letters:render`.
 */
export function addRenderRoutes(
  app: FastifyInstance,
  { engine, mailFrom, printer, authorize }: ReportRoutesOptions,
): void {
  app.post<{ Params: { name: string } }>('/reports/:name/render', {
    // Before the body is read: who may not render learns nothing about their parameters.
    onRequest: (request) => authorize(request, 'letters:render'),
    handler: async (request, reply) => {
      const { name } = engine.registry.get(request.params.name);
      const { accept } = request.headers;
      const type = chooseType(accept, printer?.isAvailable ? types : typesWithoutPdf);
      if (type === undefined) {
        // Said to those alone who would take nothing else.
        if (chooseType(accept, [pdf]) !== undefined) throw pdfUnavailable();
        throw new RouteError(
          'NOT_ACCEPTABLE',
          `Expected "Accept" to take one of ${types.join(', ')}, but got "${accept?.slice(0, 120)}".`,
        );
      }
      reply
        .header('cache-control', 'no-store')
        .header('vary', 'Accept')
        .header('x-content-type-options', 'nosniff');
      if (type === 'message/rfc822') {
        const letter = await engine.render(name, request.body ?? {});
        return reply.type(type).send(await toEml(letter, { from: mailFrom }));
      }
      if (type === pdf) {
        const letter = await engine.render(name, request.body ?? {}, { parts: ['html'] });
        return reply.type(type).send(await printLetter(letter, { printer }));
      }
      const part = type === 'text/html' ? 'html' : 'text';
      const letter = await engine.render(name, request.body ?? {}, { parts: [part] });
      return reply.type(`${type}; charset=utf-8`).send(letter[part]);
    },
  });
}
