import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { parse } from 'graphql';

/** The planner of `@apollo/gateway`, as that makes and asks it for an operation that it does not know. */
export function createApolloPlanner(supergraphSdl) {
  const supergraph = Supergraph.build(supergraphSdl);
  const schema = supergraph.apiSchema();
  const planner = new QueryPlanner(supergraph);
  return (text) => {
    const operation = operationFromDocument(schema, parse(text), { validate: false });
    return planner.buildQueryPlan(operation);
  };
}
