import 'reflect-metadata';
import { type GraphQLSchema, parse, printSchema } from 'graphql';
import { ConfigurationError } from '../config/configuration.error.ts';
import type { RemoteSubgraph } from '../config/subgraph-list.ts';
import { explainOperation } from '../gateway/plan/explain-operation.ts';
import {
  composeSupergraph,
  type SubgraphDefinition,
} from '../gateway/supergraph/compose-supergraph.ts';
import { keepSupergraph, readKeptSupergraph } from '../gateway/supergraph/kept-supergraph.ts';
import { buildPublicSchema } from '../gateway/supergraph/public-schema.ts';
import { subgraphNames } from '../resolvers/operation-context.ts';
import { createSubgraphs } from '../resolvers/subgraphs.ts';
import { supergraphFile } from '../resolvers/supergraph-file.ts';

/**
 * The supergraph of all five subgraphs, in the schema definition language.
 *
 * @param served Where they are, for a router that has to reach them. Default: nowhere, they are embedded.
 * @throws ConfigurationError for a subgraph that is none of ours.
 */
export function composeRedress(served: readonly RemoteSubgraph[] = []): string {
  assertOurs(served);
  const urls = new Map(served.map(({ name, url }) => [name, url]));
  return composeOurs(
    createSubgraphs().map((subgraph) => {
      const url = urls.get(subgraph.name);
      return url === undefined ? subgraph : { ...subgraph, url };
    }),
  );
}

/** As it was composed by the build, unless these are others than the build has seen. */
export function composeOurs(subgraphs: readonly SubgraphDefinition[]): string {
  return readKeptSupergraph(supergraphFile, subgraphs) ?? composeSupergraph(subgraphs);
}

/** Composes the supergraph and keeps it in a file for all later starts. For the build. */
export function keepRedressSupergraph(file: URL): void {
  keepSupergraph(file, createSubgraphs());
}

/** The public API schema: what clients may ask for. */
export function buildRedressSchema(): GraphQLSchema {
  return buildPublicSchema(parse(composeRedress()));
}

/** The public API schema in the schema definition language. */
export function printRedressSchema(): string {
  return printSchema(buildRedressSchema());
}

/**
 * How an operation on the graph is planned, as a text for people.
 *
 * @throws OperationUnplannableError
 */
export function explainRedressOperation(text: string): Promise<string> {
  return explainOperation(composeRedress(), text);
}

/** @throws ConfigurationError for a subgraph that is none of ours. */
export function assertOurs(subgraphs: readonly RemoteSubgraph[]): void {
  const foreign = subgraphs.find(({ name }) => !subgraphNames.some((ours) => ours === name));
  if (foreign === undefined) return;
  throw new ConfigurationError([
    {
      name: 'REDRESS_SUBGRAPHS',
      expected: `must name subgraphs of Redress (${subgraphNames.join(', ')})`,
      got: foreign.name,
    },
  ]);
}
