import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Settings } from '../config/settings.ts';
import type { ReportEngine } from '../reports/report-engine.ts';
import { isLocalRequest, isLoopback } from '../reports/studio/studio-door.ts';
import {
  type PublishedLetter,
  type StudioCouncil,
  type StudioRoutesOptions,
  studioRoutes,
} from '../reports/studio/studio-routes.ts';
import type { Identity, SignIn } from '../resolvers/access/sign-in.ts';
import { studioPage } from '../web/studio.plugin.ts';

/** Asks the graph as a visitor who is not signed in. */
export type AskPublic = (
  document: string,
  variables: Readonly<Record<string, unknown>>,
) => Promise<{ readonly data?: unknown }>;

/** Serves the studio on a server: its page, and what the page asks for. */
export async function addStudio(
  app: FastifyInstance,
  options: StudioRoutesOptions & { readonly alone?: boolean },
): Promise<void> {
  await app.register(studioPage, { alone: options.alone });
  await app.register(studioRoutes, options);
}

/**
 * Lets in who sits at this machine, where the server listens to it alone and is published nowhere; everybody else as
 * `authorize` says.
 */
export function createStudioDoor(
  place: Pick<Settings, 'host' | 'publicUrl'>,
  authorize: (request: FastifyRequest) => Promise<void>,
): StudioRoutesOptions['authorize'] {
  const isHere = createHereCheck(place);
  return async (request) => {
    if (!isHere(request)) await authorize(request);
  };
}

/** Who saves in the studio: whoever sits at this machine, as far as the door lets them in, or a caller with a credential. */
export function createStudioCaller(
  place: Pick<Settings, 'host' | 'publicUrl'>,
  signIn: SignIn,
): (request: FastifyRequest) => Promise<Identity> {
  const isHere = createHereCheck(place);
  return async (request) => {
    const { authorization } = request.headers;
    if (authorization === undefined && isHere(request)) {
      return { id: 'studio on this machine', scopes: new Set(['letters:read', 'letters:publish']) };
    }
    return signIn(authorization);
  };
}

function createHereCheck({ host, publicUrl }: Pick<Settings, 'host' | 'publicUrl'>) {
  const isPublished = publicUrl !== undefined && !isLoopback(new URL(publicUrl).hostname);
  const isOpen = isLoopback(host) && !isPublished;
  return (request: FastifyRequest) => isOpen && isLocalRequest(request);
}

const councilsFound = z.object({
  councils: z.object({ nodes: z.array(z.object({ slug: z.string(), name: z.string() })) }),
});

/** Councils by words of their names, for a form. */
export async function findStudioCouncils(ask: AskPublic, text: string): Promise<StudioCouncil[]> {
  const { data } = await ask(
    'query StudioCouncils($text: String!) { councils(filter: { search: $text }, first: 10) { nodes { slug name } } }',
    { text },
  );
  return councilsFound.parse(data).councils.nodes;
}

const lettersFound = z.object({
  council: z
    .object({
      slug: z.string(),
      letters: z.object({
        nodes: z.array(
          z.object({
            id: z.string(),
            yearEnding: z.number(),
            path: z.string(),
            report: z.object({ name: z.string() }).nullable(),
          }),
        ),
      }),
    })
    .nullable(),
});

const letterText = z.object({ letter: z.object({ text: z.string().nullable() }).nullable() });

/** The newest letter of a report about a council that the public can read: as it is kept, else as the engine makes it. */
export async function findPublishedLetter(
  ask: AskPublic,
  engine: ReportEngine,
  report: string,
  council: string,
): Promise<PublishedLetter | null> {
  const isCode = /^[A-Z]\d{8}$/i.test(council);
  const { data } = await ask(
    'query StudioPublished($code: ID, $slug: String) { council(code: $code, slug: $slug) { slug letters(first: 50) { nodes { id yearEnding path report { name } } } } }',
    isCode ? { code: council.toUpperCase() } : { slug: council.toLowerCase() },
  );
  const found = lettersFound.parse(data).council;
  const newest = found?.letters.nodes.find((letter) => letter.report?.name === report);
  if (found === null || newest === undefined) return null;
  const { yearEnding, path } = newest;
  const parameters = { council: found.slug, yearEnding };
  const kept = await ask('query StudioText($id: ID!) { letter(id: $id) { text } }', {
    id: newest.id,
  });
  const text =
    letterText.parse(kept.data).letter?.text ??
    (await engine.render(report, parameters, { parts: ['text'] })).text;
  const query = report === 'annual-letter' ? '' : `?report=${report}`;
  return { yearEnding, path: `${path}.html${query}`, text };
}
