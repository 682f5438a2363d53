import { type FieldNode, Kind } from 'graphql';
import type { SubgraphOperation, SubgraphRequest, SubgraphResponse } from './subgraph-transport.ts';

/** A field at the root of an operation that every answer with data must have. */
interface RootField {
  readonly key: string;
  /** For `_entities`: the variable with the representations, which the answer has one entity each for. */
  readonly representations: string | undefined;
}

const shapes = new WeakMap<SubgraphOperation, readonly RootField[]>();

/**
 * The answer, with an error for each root field that a subgraph left out, or answered with no list of as many entities
 * as were asked for. Without this a null would tell a client that there is nothing, when nothing was said.
 */
export function completeAnswer(
  response: SubgraphResponse,
  { operation, variables }: Pick<SubgraphRequest<unknown>, 'operation' | 'variables'>,
): SubgraphResponse {
  const { data, errors = [] } = response;
  if (!data) return response;
  const broken = shapeOf(operation).filter(({ key, representations }) => {
    if (errors.some(({ path }) => path === undefined || path[0] === key)) return false;
    const value = data[key];
    if (representations === undefined) return value === undefined;
    const wanted = variables[representations];
    return !Array.isArray(value) || (Array.isArray(wanted) && value.length !== wanted.length);
  });
  if (broken.length === 0) return response;
  for (const { key } of broken) delete data[key];
  return { data, errors: [...errors, ...broken.map(({ key }) => lackingError(key))] };
}

function lackingError(key: string) {
  return {
    message: 'The answer of the subgraph lacks what was asked for here.',
    path: [key],
    extensions: { code: 'SUBGRAPH_BAD_RESPONSE' },
  };
}

function shapeOf(operation: SubgraphOperation): readonly RootField[] {
  const known = shapes.get(operation);
  if (known !== undefined) return known;
  const shape = readShape(operation);
  shapes.set(operation, shape);
  return shape;
}

/** Fields under a condition or in a fragment may be left out, and are not looked at. */
function readShape({ document }: SubgraphOperation): RootField[] {
  const definition = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (definition?.kind !== Kind.OPERATION_DEFINITION) return [];
  return definition.selectionSet.selections.flatMap((selection) =>
    selection.kind === Kind.FIELD && !selection.directives?.length
      ? [
          {
            key: selection.alias?.value ?? selection.name.value,
            representations: representationsOf(selection),
          },
        ]
      : [],
  );
}

function representationsOf({ name, arguments: given }: FieldNode): string | undefined {
  if (name.value !== '_entities') return undefined;
  const value = given?.find((argument) => argument.name.value === 'representations')?.value;
  return value?.kind === Kind.VARIABLE ? value.name.value : undefined;
}
