import {
  execute,
  type GraphQLSchema,
  getVariableValues,
  Kind,
  locatedError,
  type OperationDefinitionNode,
} from 'graphql';
import { conditionVariables } from '../plan/conditions.ts';
import { type Fragments, fragmentsOf } from '../plan/filter-root-selection.ts';
import { type CompiledSelection, compileSelection } from './compiled-fields.ts';
import { type ExecutionRun, executeSelection, FieldErrors } from './execute-fields.ts';
import type { ResponseObject, SubgraphOperation, SubgraphResponse } from './subgraph-transport.ts';

/** Runs operations by a schema in this process. */
export type SchemaExecutor = (
  operation: SubgraphOperation,
  variables: Readonly<Record<string, unknown>>,
  contextValue: unknown,
) => SubgraphResponse | Promise<SubgraphResponse>;

/**
 * An executor that reads each operation once: which fields are selected of which type, and how they are completed. It
 * answers as graphql-js does, which reads them again for every object. What is no query is left to graphql-js.
 */
export function createCompiledExecutor(schema: GraphQLSchema): SchemaExecutor {
  const compiled = new WeakMap<SubgraphOperation, CompiledQuery | null>();
  const compile = (operation: SubgraphOperation): CompiledQuery | null => {
    const known = compiled.get(operation);
    if (known !== undefined) return known;
    const made = compileQuery(schema, operation);
    compiled.set(operation, made);
    return made;
  };
  return (operation, variableValues, contextValue) => {
    const query = compile(operation);
    if (query !== null) return runQuery(schema, query, variableValues, contextValue);
    const { document } = operation;
    const result = execute({ schema, document, variableValues, contextValue });
    return result as SubgraphResponse | Promise<SubgraphResponse & { data?: ResponseObject }>;
  };
}

/** How many combinations of its conditions are kept of an operation. */
const mostSelections = 64;

interface CompiledQuery {
  readonly operation: OperationDefinitionNode;
  readonly fragments: ExecutionRun['fragments'];
  /** What is selected at the root where `@include` and `@skip` say so. */
  selectionFor(variables: Readonly<Record<string, unknown>>): CompiledSelection;
}

function compileQuery(
  schema: GraphQLSchema,
  { kind, document }: SubgraphOperation,
): CompiledQuery | null {
  const queryType = schema.getQueryType();
  const [operation, ...others] = document.definitions.filter(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  );
  if (kind !== 'query' || !queryType || operation === undefined || others.length > 0) return null;
  const fragments: Fragments = fragmentsOf(document);
  const names = conditionVariables(operation, document);
  const selections = new Map<string, CompiledSelection>();
  return {
    operation,
    fragments: Object.fromEntries(fragments),
    selectionFor(variables) {
      const key = names.map((name) => (variables[name] === true ? '1' : '0')).join('');
      const known = selections.get(key);
      if (known !== undefined) return known;
      // Each condition doubles them, and callers write conditions.
      if (selections.size >= mostSelections) selections.clear();
      const conditions = Object.fromEntries(names.map((name) => [name, variables[name]]));
      const selection = compileSelection({ schema, fragments, conditions }, queryType, [
        operation.selectionSet,
      ]);
      selections.set(key, selection);
      return selection;
    },
  };
}

function runQuery(
  schema: GraphQLSchema,
  { operation, fragments, selectionFor }: CompiledQuery,
  inputs: Readonly<Record<string, unknown>>,
  contextValue: unknown,
): SubgraphResponse | Promise<SubgraphResponse> {
  const definitions = operation.variableDefinitions ?? [];
  const { errors: wrong, coerced } = getVariableValues(schema, definitions, inputs, {
    maxErrors: 50,
  });
  if (wrong !== undefined) return { errors: wrong };
  const errors = new FieldErrors();
  const run: ExecutionRun = {
    schema,
    fragments,
    operation,
    variableValues: coerced,
    rootValue: undefined,
    contextValue,
    errors,
    argumentsOf: new Map(),
  };
  const answer = (data: ResponseObject | null): SubgraphResponse =>
    errors.list.length === 0 ? { data } : { errors: errors.list, data };
  const fail = (cause: unknown): SubgraphResponse => {
    errors.add(locatedError(cause, undefined), undefined);
    return answer(null);
  };
  try {
    const data = executeSelection(run, selectionFor(coerced), undefined, undefined);
    return data instanceof Promise ? data.then(answer, fail) : answer(data);
  } catch (cause) {
    return fail(cause);
  }
}
