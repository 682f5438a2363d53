import { composeServices, type ServiceDefinition } from '@theguild/federation-composition';
import { type DocumentNode, GraphQLError, parse } from 'graphql';
import { carryCacheHints, takeCacheHints } from './carry-cache-hints.ts';
import { CompositionError, type CompositionProblem } from './composition.error.ts';
import { confirmSatisfiability, isSatisfiabilityError } from './confirm-satisfiability.ts';
import { findCoordinate } from './find-coordinate.ts';
import { mendSupergraph } from './mend-supergraph.ts';

/** One subgraph as composition needs it. */
export interface SubgraphDefinition {
  /** Unique within the supergraph; plans, transports and errors use this name. */
  readonly name: string;
  /** The subgraph's own SDL with its federation directives, as text or parsed. */
  readonly typeDefs: DocumentNode | string;
  /** Where the subgraph is served, kept in the supergraph as `@join__graph(url:)`. */
  readonly url?: string;
}

/**
 * The supergraph SDL of all `subgraphs` together.
 *
 * @throws CompositionError with every problem (code, subgraph, coordinate) when they do not fit.
 */
export function composeSupergraph(subgraphs: readonly SubgraphDefinition[]): string {
  assertDistinctNames(subgraphs);
  const services = subgraphs.map(({ name, typeDefs, url }) => ({
    name,
    typeDefs: typeof typeDefs === 'string' ? parseTypeDefs(name, typeDefs) : typeDefs,
    ...(url === undefined ? {} : { url }),
  }));
  const taken = takeCacheHints(services);
  const { errors, supergraphSdl } = compose(taken.services);
  if (supergraphSdl !== undefined && errors.length === 0) {
    return carryCacheHints(mendSupergraph(supergraphSdl, taken.services), taken);
  }
  const documents = services.map((service) => service.typeDefs);
  throw new CompositionError(errors.map((error) => toProblem(error, subgraphs, documents)));
}

interface Composed {
  readonly errors: readonly GraphQLError[];
  readonly supergraphSdl: string | undefined;
}

function compose(services: ServiceDefinition[]): Composed {
  const result = composeServices(services);
  if (!result.errors) return { errors: [], supergraphSdl: result.supergraphSdl };
  if (!result.errors.every(isSatisfiabilityError)) {
    return { errors: result.errors, supergraphSdl: undefined };
  }
  const unchecked = composeServices(services, { disableValidationRules: ['SatisfiabilityRule'] });
  const { supergraphSdl } = unchecked;
  if (supergraphSdl === undefined) return { errors: result.errors, supergraphSdl };
  return { errors: confirmSatisfiability(result.errors, supergraphSdl), supergraphSdl };
}

function assertDistinctNames(subgraphs: readonly SubgraphDefinition[]): void {
  const problems: CompositionProblem[] = [];
  if (subgraphs.length === 0) {
    problems.push({
      code: 'NO_SUBGRAPHS',
      subgraph: null,
      coordinate: null,
      message: 'at least one subgraph is needed, but none was given',
    });
  }
  const seen = new Set<string>();
  for (const { name } of subgraphs) {
    if (seen.has(name)) {
      problems.push({
        code: 'DUPLICATE_SUBGRAPH_NAME',
        subgraph: name,
        coordinate: null,
        message: `each subgraph needs a name of its own, but "${name}" was given twice`,
      });
    }
    seen.add(name);
  }
  if (problems.length > 0) throw new CompositionError(problems);
}

function parseTypeDefs(name: string, typeDefs: string): DocumentNode {
  try {
    return parse(typeDefs, { noLocation: true });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const [place] = error.locations ?? [];
    const where = place ? ` at line ${place.line}, column ${place.column}` : '';
    throw new CompositionError([
      {
        code: 'INVALID_GRAPHQL',
        subgraph: name,
        coordinate: null,
        message: `${error.message}${where}`,
      },
    ]);
  }
}

function toProblem(
  error: GraphQLError,
  subgraphs: readonly SubgraphDefinition[],
  documents: readonly DocumentNode[],
): CompositionProblem {
  const prefix = subgraphs.find(({ name }) => error.message.startsWith(`[${name}] `));
  const message = prefix ? error.message.slice(prefix.name.length + 3) : error.message;
  const named = prefix ?? onlyNamedSubgraph(message, subgraphs);
  const code = error.extensions.code;
  return {
    code: typeof code === 'string' ? code : 'INVALID_GRAPHQL',
    subgraph: named?.name ?? null,
    coordinate: findCoordinate(message, documents),
    message,
  };
}

/** The subgraph a message speaks of, unless it speaks of several. */
function onlyNamedSubgraph(
  message: string,
  subgraphs: readonly SubgraphDefinition[],
): SubgraphDefinition | undefined {
  const named = subgraphs.filter(({ name }) => message.includes(`"${name}"`));
  return named.length === 1 ? named[0] : undefined;
}
