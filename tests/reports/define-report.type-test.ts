// Checked by the compiler, not run: each `@ts-expect-error` fails the type check if its line compiles.
import {
  defineReport,
  graphql,
  type LetterView,
  mjml,
  notFound,
  z,
} from '../../src/reports/index.ts';

const query = graphql(`query CouncilCard($slug: String!) { council(slug: $slug) { name } }`);
const head = { name: 'council-card', title: 'Council card', apiVersion: 1, query } as const;
const params = z.object({ slug: z.string() });
const kent = { params: { slug: 'kent' }, data: { council: { name: 'Kent' } } };

const view = (name: string): LetterView => ({
  subject: name,
  preheader: 'A card about one council',
  body: mjml`<mj-section><mj-column><mj-text>${name}</mj-text></mj-column></mj-section>`,
});

export const councilCard = defineReport({
  ...head,
  params,
  view: ({ data }) => (data.council === null ? notFound('none.') : view(data.council.name)),
  fixtures: { kent },
});

export const wrongFixture = defineReport({
  ...head,
  params,
  view: () => view('x'),
  // @ts-expect-error the query gives no "nmae"
  fixtures: { kent: { params: { slug: 'kent' }, data: { council: { nmae: 'Kent' } } } },
});

export const wrongFixtureParameters = defineReport({
  ...head,
  params,
  view: () => view('x'),
  // @ts-expect-error "slug" is text
  fixtures: { kent: { params: { slug: 1 }, data: { council: null } } },
});

export const stringAsBody = defineReport({
  ...head,
  params,
  // @ts-expect-error a body is mjml`…`, not a string
  view: () => ({ subject: 'x', preheader: 'x', body: '<mj-section></mj-section>' }),
  fixtures: { kent },
});

export const unknownField = defineReport({
  ...head,
  params,
  // @ts-expect-error the query did not ask for "region"
  view: ({ data }) => view(data.council?.region ?? ''),
  fixtures: { kent },
});

// @ts-expect-error the parameters are not the query's variables, so "variables" is needed
export const missingVariables = defineReport({
  ...head,
  params: z.object({ council: z.string() }),
  view: () => view('x'),
  fixtures: {},
});

export const givenVariables = defineReport({
  ...head,
  params: z.object({ council: z.string() }),
  variables: ({ council }) => ({ slug: council }),
  view: () => view('x'),
  fixtures: {},
});

// @ts-expect-error an object that is no fragment does not nest
mjml`<mj-text>${{ html: '<b>' }}</mj-text>`;
