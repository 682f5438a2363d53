import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type ErrorLog, sendError } from '../error-reply.ts';
import type { RenderedReport } from '../rendered-report.ts';
import { isForeignRequest } from './studio-door.ts';
import { StudioError } from './studio-error.ts';
import { composeTestMail, sendTestMail } from './studio-mail.ts';
import { readRequest } from './studio-request.ts';
import type { StudioRequest, StudioSource } from './studio-source.ts';
import type { StudioWording } from './studio-wording.ts';
import { addWordingRoutes } from './wording-routes.ts';

/** A council that a form offers. */
export interface StudioCouncil {
  readonly slug: string;
  readonly name: string;
}

/** A letter that is published already. */
export interface PublishedLetter {
  readonly yearEnding: number;
  /** Path on this server, with its ending. */
  readonly path: string;
  readonly text: string;
}

/** Tells of changes until the signal ends it. */
export type WatchChanges = (listener: (revision: number) => void, signal: AbortSignal) => void;

/** What the studio's routes need of the composition root. */
export interface StudioRoutesOptions {
  readonly source: StudioSource;
  /** Rejects, with `statusCode` and `code`, whoever may not see letters before they are public. */
  readonly authorize: (request: FastifyRequest) => Promise<void>;
  /** Councils whose names hold these words. Undefined where there is no live data. */
  readonly findCouncils?: ((text: string) => Promise<readonly StudioCouncil[]>) | undefined;
  /** The newest published letter of a report about a council, by slug or code; null where there is none. */
  readonly findPublished?:
    | ((report: string, council: string) => Promise<PublishedLetter | null>)
    | undefined;
  /** Editions and comments. Undefined where they are not edited. */
  readonly wording?: StudioWording | undefined;
  /** The sender of mails: one address. */
  readonly mailFrom: string;
  /** Where mails go. Default: nowhere, they are downloaded. */
  readonly smtpUrl?: string | undefined;
  /** Default: files are not watched. */
  readonly watchChanges?: WatchChanges | undefined;
  readonly logger?: ErrorLog | undefined;
  /** Why there is no live data, for the page. Default: there is. */
  readonly whyNoData?: string | undefined;
}

const letterFields = {
  report: z.string().max(100),
  fixture: z.string().max(100).optional(),
  parameters: z.record(z.string(), z.unknown()).optional(),
};
const letterRequest = z.strictObject(letterFields);
const mailRequest = z.strictObject({ ...letterFields, to: z.string().max(400) });
const publishedRequest = z.strictObject({
  report: z.string().max(100),
  council: z.string().regex(/^[A-Za-z0-9-]{1,100}$/),
});

/** No more test mails than this in a minute: a studio is no mailer. */
const mailsPerMinute = 10;

/** What the studio's page asks for, below `/studio/api`. Every answer needs `authorize`; bodies are JSON, nothing else. */
export async function studioRoutes(
  app: FastifyInstance,
  options: StudioRoutesOptions,
): Promise<void> {
  const { source, mailFrom, smtpUrl } = options;
  const sentAt: number[] = [];
  app.removeContentTypeParser('text/plain'); // which a form of another site can send unasked
  app.setErrorHandler((error, request, reply) =>
    sendError(error, request, reply, options.logger ?? request.log),
  );
  app.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff');
    if (isForeignRequest(request)) {
      throw new StudioError(
        'STUDIO_FOREIGN_ORIGIN',
        'Expected a request of the studio’s own page, but it came from another site.',
      );
    }
    await options.authorize(request);
  });

  app.get('/studio/api/reports', async () => ({
    ...(await source.list()),
    live: options.findCouncils !== undefined,
    whyNoData: options.whyNoData ?? null,
    mail: smtpUrl !== undefined,
    watching: options.watchChanges !== undefined,
  }));

  app.post('/studio/api/preview', async (request) => {
    const wanted = readRequest(letterRequest, request.body);
    if (wanted.fixture === undefined) assertLive(options);
    return source.preview(wanted);
  });

  app.get('/studio/api/councils', async (request) => {
    const { q } = readRequest(z.object({ q: z.string().max(100).default('') }), request.query);
    return { councils: q.trim() === '' ? [] : ((await options.findCouncils?.(q)) ?? []) };
  });

  app.post('/studio/api/published', async (request) => {
    const { report, council } = readRequest(publishedRequest, request.body);
    return { letter: (await options.findPublished?.(report, council)) ?? null };
  });

  app.post('/studio/api/mail', async (request, reply) => {
    const { to, ...wanted } = readRequest(mailRequest, request.body);
    const letter = await makeWhole(options, wanted);
    if (smtpUrl === undefined) {
      const raw = await composeTestMail({ letter, from: mailFrom, to }).catch(refuseAddress);
      return reply
        .type('message/rfc822')
        .header('content-disposition', `attachment; filename="${letter.name}.eml"`)
        .send(raw);
    }
    holdRate(sentAt);
    const answer = await sendTestMail(smtpUrl, { letter, from: mailFrom, to }).catch(refuseAddress);
    return { to, answer };
  });

  addWordingRoutes(app, options.wording);

  const { watchChanges } = options;
  if (watchChanges !== undefined) addChanges(app, watchChanges);
}

/** Server-sent events: one `data: {revision}` for each change. */
function addChanges(app: FastifyInstance, watchChanges: WatchChanges): void {
  const ending = new AbortController();
  app.addHook('preClose', async () => ending.abort());
  app.get('/studio/api/changes', (request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    reply.raw.write('retry: 500\n\n');
    const left = new AbortController();
    request.raw.once('close', () => left.abort());
    const signal = AbortSignal.any([left.signal, ending.signal]);
    signal.addEventListener('abort', () => reply.raw.end(), { once: true });
    watchChanges((revision) => reply.raw.write(`data: ${revision}\n\n`), signal);
  });
}

function assertLive({ findCouncils, whyNoData }: StudioRoutesOptions): void {
  if (findCouncils !== undefined) return;
  throw new StudioError(
    'STUDIO_NO_DATA',
    `Live data cannot be read here: ${whyNoData ?? 'there is no database'}. Choose a fixture.`,
  );
}

/** A letter that can be sent. Throws for one that could not be made. */
async function makeWhole(
  options: StudioRoutesOptions,
  wanted: StudioRequest,
): Promise<RenderedReport> {
  if (wanted.fixture === undefined) assertLive(options);
  const { letter, problems } = await options.source.preview(wanted);
  if (letter !== null && letter.html !== '' && letter.text !== '') return letter;
  const why = problems[0]?.message ?? 'it has no text.';
  throw new StudioError(
    'STUDIO_LETTER_BROKEN',
    `The letter cannot be sent before it can be made: ${why}`,
  );
}

function holdRate(sentAt: number[]): void {
  const now = Date.now();
  while (sentAt[0] !== undefined && sentAt[0] < now - 60_000) sentAt.shift();
  if (sentAt.length >= mailsPerMinute) {
    throw new StudioError(
      'STUDIO_TOO_MANY_MAILS',
      `Expected at most ${mailsPerMinute} test mails a minute, but this would be one more. Wait a minute.`,
    );
  }
  sentAt.push(now);
}

/** An address is the caller's here, not a setting: 400. */
function refuseAddress(error: unknown): never {
  if (!(error instanceof Error) || !('code' in error)) throw error;
  if (error.code === 'MAIL_ADDRESS_INVALID') {
    throw new StudioError('STUDIO_ADDRESS_INVALID', error.message.replace(/^\[mail\] to: /, ''));
  }
  throw error;
}
