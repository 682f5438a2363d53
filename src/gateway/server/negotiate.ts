/** The two forms of a GraphQL response over HTTP. */
export type ResponseMediaType = 'application/json' | 'application/graphql-response+json';

const mediaTypes: readonly ResponseMediaType[] = [
  'application/json',
  'application/graphql-response+json',
];

/** How a client wants to be answered. */
export interface ResponseForm {
  readonly mediaType: ResponseMediaType;
  /** Whether `Accept` names the media type, rather than taking all. */
  readonly isNamed: boolean;
}

/**
 * The form that an `Accept` header asks for. Without a header, and where both are as welcome, `application/json`.
 * `undefined` when it takes neither.
 */
export function negotiate(accept: string | undefined): ResponseForm | undefined {
  if (accept === undefined || accept.trim() === '') {
    return { mediaType: 'application/json', isNamed: false };
  }
  const ranges = accept.slice(0, 1_000).split(',').map(parseRange);
  let chosen: ResponseMediaType | undefined;
  let best = { quality: 0, precision: 0 };
  for (const mediaType of mediaTypes) {
    const match = ranges
      .filter(({ range }) => covers(range, mediaType))
      .sort((one, other) => other.precision - one.precision)[0];
    if (match === undefined || match.quality === 0) continue;
    const isBetter =
      match.quality > best.quality ||
      (match.quality === best.quality && match.precision > best.precision);
    if (isBetter) {
      chosen = mediaType;
      best = match;
    }
  }
  return chosen && { mediaType: chosen, isNamed: best.precision === 2 };
}

interface AcceptedRange {
  readonly range: string;
  readonly quality: number;
  /** 2 for one type, 1 for `application/*`, 0 for all. */
  readonly precision: number;
}

function parseRange(text: string): AcceptedRange {
  const [range = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  const quality = weight === undefined ? 1 : Number(weight);
  const precision = range === '*/*' ? 0 : range.endsWith('/*') ? 1 : 2;
  return { range, quality: quality >= 0 && quality <= 1 ? quality : 0, precision };
}

function covers(range: string, mediaType: string): boolean {
  return range === mediaType || range === '*/*' || range === 'application/*';
}
