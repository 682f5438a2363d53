import type { FormattedExecutionResult } from 'graphql';
import type { AnswerPart } from '../parts/answer-part.ts';

/** How results that come one after another are put into one HTTP response. */
export interface StreamForm<Item = FormattedExecutionResult> {
  readonly contentType: string;
  /** Sent at once, so that clients and proxies see that it has begun. */
  readonly begin: string;
  /** Sent while nothing happens, so that nobody between takes the connection for dead. */
  readonly heartbeat: string | undefined;
  result(result: Item): string;
  readonly end: string;
}

/** The distinct connections mode of GraphQL over server-sent events. */
const serverSentEvents: StreamForm = {
  contentType: 'text/event-stream; charset=utf-8',
  begin: ':\n\n',
  heartbeat: ':\n\n',
  result: (result) => `event: next\ndata: ${JSON.stringify(result)}\n\n`,
  end: 'event: complete\ndata:\n\n',
};

const part = (body: unknown) =>
  `\r\ncontent-type: application/json\r\n\r\n${JSON.stringify(body)}\r\n--graphql`;

/** Subscriptions in parts of one response, as Apollo's clients ask for them. The end of each part follows it at once. */
const multipart: StreamForm = {
  contentType: 'multipart/mixed; boundary="graphql"; subscriptionSpec=1.0',
  begin: '\r\n--graphql',
  heartbeat: part({}),
  result: (result) => part({ payload: result }),
  end: '--\r\n',
};

/**
 * An answer in parts, as Apollo's clients ask for it. Each part is followed by its boundary at once, the last by that
 * which ends the response.
 */
export const answerParts: StreamForm<AnswerPart> = {
  contentType: 'multipart/mixed; boundary="-"; deferSpec=20220824',
  begin: '\r\n---',
  heartbeat: undefined,
  result: (part) =>
    `\r\ncontent-type: application/json; charset=utf-8\r\n\r\n${JSON.stringify(part)}\r\n---` +
    (part.hasNext ? '' : '--\r\n'),
  end: '',
};

/** Whether an `Accept` header takes an answer in parts: `multipart/mixed`, in no other version than ours. */
export function acceptsParts(accept = ''): boolean {
  return readRanges(accept).some(
    ([mediaType, ...parameters]) =>
      mediaType === 'multipart/mixed' &&
      !parameters.some(isRefused) &&
      !parameters.some((text) => text.startsWith('subscriptionspec=')) &&
      parameters.every((text) => !/^deferspec=(?!"?20220824"?$)/.test(text)),
  );
}

/** The form of stream that an `Accept` header names. `undefined` when it names none. */
export function negotiateStream(accept = ''): StreamForm | undefined {
  for (const [mediaType, ...parameters] of readRanges(accept)) {
    if (parameters.some(isRefused)) continue;
    if (mediaType === 'text/event-stream') return serverSentEvents;
    const isForSubscriptions = parameters.some((text) => /^subscriptionspec="?1\.0"?$/.test(text));
    if (mediaType === 'multipart/mixed' && isForSubscriptions) return multipart;
  }
  return undefined;
}

/** The media types of an `Accept` header, each with its parameters. */
function readRanges(accept: string): string[][] {
  return accept
    .slice(0, 1_000)
    .split(',')
    .map((range) => range.split(';').map((text) => text.trim().toLowerCase()));
}

function isRefused(parameter: string): boolean {
  return /^q=0(\.0*)?$/.test(parameter);
}
