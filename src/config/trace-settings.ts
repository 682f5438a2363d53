import { z } from 'zod';

/** Where traces go, by the variables that OpenTelemetry gives everybody. */
export interface TraceSettings {
  /** Address of a collector that takes OTLP over HTTP, without a slash at the end. */
  endpoint: string;
  /** Headers of every export. */
  headers: Readonly<Record<string, string>>;
  /** What the collector shows as the service. Default `redress`. */
  serviceName: string;
  /** Share of traces that is kept, 0 to 1. Default 1. */
  sampleRatio: number;
}

const headersExpected =
  'must be names and values such as x-key=secret, divided by commas, with other characters percent-encoded';
const ratioExpected = 'must be a number from 0 to 1, for example 0.1';

/** How each of these settings is read. */
export const traceVariables = {
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({
      protocol: /^https?$/,
      error: 'must be an http or https address, for example http://127.0.0.1:4318',
    })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  OTEL_EXPORTER_OTLP_HEADERS: z
    .string()
    .regex(/^\s*[\w-]+=[^,]*(,\s*[\w-]+=[^,]*)*$/, headersExpected)
    .refine(isDecodable, headersExpected)
    .transform(readHeaders)
    .default({}),
  OTEL_SERVICE_NAME: z.string().default('redress'),
  OTEL_TRACES_SAMPLER_ARG: z
    .string()
    .regex(/^\d+(\.\d+)?$/, ratioExpected)
    .transform(Number)
    .refine((ratio) => ratio <= 1, ratioExpected)
    .default(1),
};

type TraceVariables = z.infer<z.ZodObject<typeof traceVariables>>;

/** The settings of traces; `undefined` where no collector is named. */
export function readTraceSettings(given: TraceVariables): TraceSettings | undefined {
  if (given.OTEL_EXPORTER_OTLP_ENDPOINT === undefined) return undefined;
  return {
    endpoint: given.OTEL_EXPORTER_OTLP_ENDPOINT,
    headers: given.OTEL_EXPORTER_OTLP_HEADERS,
    serviceName: given.OTEL_SERVICE_NAME,
    sampleRatio: given.OTEL_TRACES_SAMPLER_ARG,
  };
}

function isDecodable(text: string): boolean {
  try {
    return decodeURIComponent(text) !== '';
  } catch {
    return false;
  }
}

function readHeaders(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split(',').map((pair) => {
      const [name = '', ...value] = pair.trim().split('=');
      return [name.toLowerCase(), decodeURIComponent(value.join('='))];
    }),
  );
}
