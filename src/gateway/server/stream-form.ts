import type { FormattedExecutionResult } from 'graphql';

/** How results that come one after another are put into one HTTP response. */
export interface StreamForm {
  readonly contentType: string;
  /** Sent at once, so that clients and proxies see that it has begun. */
  readonly begin: string;
  /** Sent while nothing happens, so that nobody between takes the connection for dead. */
  readonly heartbeat: string;
  result(result: FormattedExecutionResult): string;
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

/** The form of stream that an `Accept` header names. `undefined` when it names none. */
export function negotiateStream(accept = ''): StreamForm | undefined {
  const ranges = accept
    .slice(0, 1_000)
    .split(',')
    .map((range) => range.split(';').map((text) => text.trim().toLowerCase()));
  for (const [mediaType, ...parameters] of ranges) {
    if (parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))) continue;
    if (mediaType === 'text/event-stream') return serverSentEvents;
    const isForSubscriptions = parameters.some((text) => /^subscriptionspec="?1\.0"?$/.test(text));
    if (mediaType === 'multipart/mixed' && isForSubscriptions) return multipart;
  }
  return undefined;
}
