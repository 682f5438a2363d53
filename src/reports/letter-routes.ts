import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { toEml } from './letter-mail.ts';
import { printLetter } from './pdf/print-letter.ts';
import type { RenderedReport, RenderOptions } from './rendered-report.ts';
import { ReportError } from './report-error.ts';
import type { ReportRoutesOptions } from './report-routes.ts';
import { RouteError } from './route-error.ts';
import type { KeptRendering } from './runs/kept-rendering.ts';

interface LetterRequest {
  readonly Params: { readonly yearEnding: string; readonly file: string };
  readonly Querystring: { readonly report?: string | readonly string[] };
}

/** One way to get a letter. */
interface LetterFormat {
  readonly type: string;
  readonly parts: RenderOptions['parts'];
  readonly write: (
    letter: RenderedReport,
    options: ReportRoutesOptions,
  ) => Promise<Buffer> | Buffer;
  /** What tells the letter from others where writing it is dear; what is written by default. */
  readonly identify?: (letter: RenderedReport) => string;
}

const formats: Readonly<Record<string, LetterFormat>> = {
  html: {
    type: 'text/html; charset=utf-8',
    parts: ['html'],
    write: ({ html }) => Buffer.from(html),
  },
  txt: {
    type: 'text/plain; charset=utf-8',
    parts: ['text'],
    write: ({ text }) => Buffer.from(text),
  },
  eml: {
    type: 'message/rfc822',
    parts: ['html', 'text'],
    write: (letter, { mailFrom }) => toEml(letter, { from: mailFrom }),
  },
  json: {
    type: 'application/json; charset=utf-8',
    parts: [],
    write: ({ name, title, parameters, subject, preheader, letterDate, publicData }) => {
      const letter = {
        report: name,
        title,
        parameters,
        subject,
        preheader,
        letterDate,
        data: publicData,
      };
      return Buffer.from(`${JSON.stringify(letter, null, 2)}\n`);
    },
  },
  pdf: {
    type: 'application/pdf',
    parts: ['html'],
    write: printLetter,
    identify: ({ html }) => `pdf\n${html}`,
  },
};

/** What a letter shown in a browser may do: nothing but be read. A PDF's viewer has rules of its own. */
const contentSecurityPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/** `GET /letters/{yearEnding}/{council-slug}.{html,txt,eml,json,pdf}`. */
export function addLetterRoutes(app: FastifyInstance, options: ReportRoutesOptions): void {
  const { engine, letterVisible, defaultReport = 'annual-letter' } = options;
  app.get<LetterRequest>('/letters/:yearEnding/:file', async (request, reply) => {
    const { yearEnding, file } = request.params;
    const { slug, format, extension } = readFile(file);
    const { report = defaultReport } = request.query;
    const { name } = engine.registry.get(String(report));
    const year = /^\d{4}$/.test(yearEnding) ? Number(yearEnding) : undefined;
    const isSlug = /^[a-z0-9-]{1,100}$/.test(slug);
    const visible =
      year !== undefined &&
      isSlug &&
      (await letterVisible({ report: name, councilSlug: slug, yearEnding: year, request }));
    if (visible === false) throw letterNotFound(slug, yearEnding);
    const kept = visible === true ? undefined : visible;
    const letter =
      kept ??
      (await engine
        .render(name, { council: slug, yearEnding: year }, { parts: format.parts })
        .catch((error: unknown) => {
          const isAbsent = error instanceof ReportError && error.code === 'REPORT_NOTHING_FOUND';
          throw isAbsent ? letterNotFound(slug, yearEnding) : error;
        }));
    const early = kept === undefined ? format.identify?.(letter) : tagOfKept(kept, extension);
    const tag = (source: Buffer | string) => (kept === undefined ? makeTag(source) : `"${early}"`);
    const isKnown = early !== undefined && matches(request.headers['if-none-match'], tag(early));
    const body = isKnown ? Buffer.alloc(0) : await format.write(letter, options);
    if (extension === 'eml' || extension === 'pdf') {
      const how = extension === 'eml' ? 'attachment' : 'inline';
      reply.header(
        'content-disposition',
        `${how}; filename="${name}-${year}-${slug}.${extension}"`,
      );
    }
    reply
      .type(format.type)
      .header(
        'content-security-policy',
        extension === 'pdf' ? "frame-ancestors 'self'" : contentSecurityPolicy,
      );
    return sendLetter(request, reply, body, tag(early ?? body));
  });
}

/** The hash of the whole letter, which each of its forms follows from. */
function tagOfKept({ sha256 }: KeptRendering, extension: string): string {
  return extension === 'html' || extension === 'txt' ? sha256 : `${sha256}-${extension}`;
}

function readFile(file: string): { slug: string; extension: string; format: LetterFormat } {
  const dot = file.lastIndexOf('.');
  const extension = dot === -1 ? '' : file.slice(dot + 1);
  const format = Object.hasOwn(formats, extension) ? formats[extension] : undefined;
  if (format === undefined) {
    const known = Object.keys(formats).map((one) => `.${one}`);
    throw new RouteError(
      'LETTER_FORMAT_UNKNOWN',
      `Expected the address of a letter to end in ${known.join(', ')}, but got "${file.slice(0, 120)}".`,
    );
  }
  return { slug: file.slice(0, dot), extension, format };
}

function letterNotFound(slug: string, yearEnding: string): RouteError {
  return new RouteError(
    'LETTER_NOT_FOUND',
    `Expected a council's slug and a year with a published letter, such as "dartford" and 2020, but nothing is published for "${slug.slice(0, 100)}" and "${yearEnding.slice(0, 20)}".`,
  );
}

function makeTag(source: Buffer | string): string {
  return `"${createHash('sha256').update(source).digest('base64url').slice(0, 27)}"`;
}

function sendLetter(
  request: FastifyRequest,
  reply: FastifyReply,
  body: Buffer,
  tag: string,
): FastifyReply {
  // A caller with a key may be shown what others may not see yet: no cache may keep that.
  const isPublic = request.headers.authorization === undefined;
  reply
    .header('etag', tag)
    .header('cache-control', isPublic ? 'public, max-age=300' : 'private, no-store')
    .header('vary', 'Authorization')
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'no-referrer');
  if (matches(request.headers['if-none-match'], tag)) return reply.status(304).send();
  return reply.send(body);
}

/** Whether a list of tags has this one, or says `*`. Weak tags count: the comparison is weak. */
function matches(header: string | undefined, tag: string): boolean {
  const tags = (header ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
  return tags.includes(tag) || tags.includes('*');
}
