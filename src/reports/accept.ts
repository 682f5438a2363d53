/**
 * The offer that an `Accept` header likes best, the earlier one when it likes two alike; `undefined`
 * when it takes none. No header takes anything.
 */
export function chooseType<Offer extends string>(
  accept: string | undefined,
  offers: readonly Offer[],
): Offer | undefined {
  const ranges = parseAccept(accept ?? '*/*');
  let best: Offer | undefined;
  let bestWeight = 0;
  for (const offer of offers) {
    const weight = weigh(offer, ranges);
    if (weight > bestWeight) {
      best = offer;
      bestWeight = weight;
    }
  }
  return best;
}

interface AcceptRange {
  readonly type: string;
  readonly weight: number;
}

function parseAccept(accept: string): AcceptRange[] {
  return accept.split(',').flatMap((part) => {
    const [type = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    if (type === '') return [];
    const weight = parameters.find((parameter) => parameter.startsWith('q='));
    return [{ type, weight: weight === undefined ? 1 : Number(weight.slice(2)) || 0 }];
  });
}

/** The weight of the range that names the type most closely, as RFC 9110 section 12.5.1 says. */
function weigh(offer: string, ranges: readonly AcceptRange[]): number {
  const group = `${offer.split('/')[0]}/*`;
  for (const wanted of [offer, group, '*/*']) {
    const range = ranges.find(({ type }) => type === wanted);
    if (range !== undefined) return range.weight;
  }
  return 0;
}
