import { GatewayConfigurationError } from '../gateway-configuration.error.ts';
import type { GatewayLogger } from '../gateway-logger.ts';
import { composeSupergraph, type SubgraphDefinition } from '../supergraph/compose-supergraph.ts';
import { CompositionError } from '../supergraph/composition.error.ts';
import { createHttpTransport } from '../transports/http.transport.ts';
import type { HttpTransportOptions } from '../transports/http-transport-options.ts';
import { SubgraphOperation, type SubgraphTransport } from '../transports/subgraph-transport.ts';
import { SupergraphPendingError, type SupergraphSource } from './supergraph-source.ts';

/** A subgraph that is served elsewhere. */
export interface RemoteSubgraph {
  readonly name: string;
  readonly url: string;
}

export interface SubgraphsSourceOptions {
  readonly logger: GatewayLogger;
  /** How subgraphs are asked for their schema. Default: within 5 seconds, one retry. */
  readonly transport?: Omit<HttpTransportOptions<undefined>, 'breaker' | 'merge'>;
}

/**
 * A supergraph composed of what subgraphs say of themselves by `_service { sdl }`. One that cannot be reached keeps the
 * schema it had; one that was never reached is left out, as long as the others compose without it.
 *
 * @throws GatewayConfigurationError when there is no subgraph, or an address cannot work.
 */
export function createSubgraphsSource(
  subgraphs: readonly RemoteSubgraph[],
  { logger, transport }: SubgraphsSourceOptions,
): SupergraphSource {
  if (subgraphs.length === 0) {
    throw new GatewayConfigurationError(
      '[gateway] subgraphs: at least one was expected, but got none. Name one as NAME=URL.',
    );
  }
  const readers = subgraphs.map(({ name, url }) => ({
    name,
    url,
    transport: createHttpTransport<undefined>(url, {
      timeoutMs: 5_000,
      retries: 1,
      ...transport,
      breaker: false,
    }),
    typeDefs: undefined as string | undefined,
    failing: false,
  }));

  const read = async (reader: (typeof readers)[number]): Promise<void> => {
    try {
      reader.typeDefs = await fetchSdl(reader.transport);
      if (reader.failing)
        logger.info(
          { serviceName: reader.name },
          `The subgraph "${reader.name}" gives its schema again.`,
        );
      reader.failing = false;
    } catch (err) {
      if (!reader.failing)
        logger.warn(
          { err, serviceName: reader.name },
          `The subgraph "${reader.name}" does not give its schema: ${reader.typeDefs === undefined ? 'it is left out until it does' : 'the one it had is kept'}.`,
        );
      reader.failing = true;
    }
  };

  /** Composes again only when a schema has changed. */
  let composed: { of: string; supergraphSdl?: string; error?: unknown } = { of: '' };
  const compose = (known: readonly SubgraphDefinition[]): string => {
    const of = JSON.stringify(known);
    if (composed.of !== of) {
      try {
        composed = { of, supergraphSdl: composeSupergraph(known) };
      } catch (error) {
        composed = { of, error };
      }
    }
    if (composed.supergraphSdl === undefined) throw composed.error;
    return composed.supergraphSdl;
  };

  return {
    async load() {
      await Promise.all(readers.map(read));
      const known = readers.flatMap(({ name, url, typeDefs }) =>
        typeDefs === undefined ? [] : [{ name, url, typeDefs }],
      );
      const missing = readers
        .filter(({ typeDefs }) => typeDefs === undefined)
        .map(({ name }) => name);
      if (known.length === 0) throw pending(missing);
      try {
        return { supergraphSdl: compose(known), missing };
      } catch (error) {
        // The rest may need what is missing, so that this is no reason to give up yet.
        if (missing.length > 0 && error instanceof CompositionError) throw pending(missing, error);
        throw error;
      }
    },
    async close() {
      await Promise.all(readers.map((reader) => reader.transport.close?.()));
    },
  };
}

const sdlOperation = new SubgraphOperation('query', 'query SubgraphSdl { _service { sdl } }');

async function fetchSdl(transport: SubgraphTransport<undefined>): Promise<string> {
  const { data, errors } = await transport.execute({
    operation: sdlOperation,
    variables: {},
    contextValue: undefined,
  });
  const service = data?._service;
  const sdl = typeof service === 'object' && service !== null && 'sdl' in service && service.sdl;
  if (typeof sdl === 'string' && sdl !== '') return sdl;
  const reason = errors?.map(({ message }) => message).join('; ') ?? 'there is none';
  throw new Error(`"_service { sdl }" must give a schema, but ${reason}`);
}

function pending(missing: readonly string[], cause?: CompositionError): SupergraphPendingError {
  const names = missing.map((name) => `"${name}"`).join(', ');
  const others = cause ? ` The others do not compose without: ${cause.message}` : '';
  return new SupergraphPendingError(
    `[gateway] subgraphs: ${names} must be reached once before anything can be served.${others}`,
    { cause },
  );
}
