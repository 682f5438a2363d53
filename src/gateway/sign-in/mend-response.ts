import {
  type ExecutionResult,
  type FieldNode,
  GraphQLError,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  type SelectionSetNode,
} from 'graphql';
import {
  collectFields,
  innerSelections,
  type SelectionScope,
} from '../projection/collect-fields.ts';
import type { AccessRequirement } from './access-rules.ts';
import { type RestrictedFields, typenameKey } from './denied-fields.ts';

type Path = readonly (string | number)[];
type Data = Readonly<Record<string, unknown>>;

/** A value that may not be null and has to be: the next outer one that may be null is null in its place. */
const lost = Symbol('lost');

/**
 * The response to a whole operation, from that to the operation without its denied fields. What is missing was denied: it
 * is null, with an error that says what it needs, and takes with it what must not hold null.
 */
export function mendResponse(
  result: ExecutionResult,
  selectionSet: SelectionSetNode,
  rootType: GraphQLObjectType,
  scope: SelectionScope,
  restricted: RestrictedFields,
): ExecutionResult {
  const denials: GraphQLError[] = [];

  const mendObject = (
    object: Data,
    type: GraphQLObjectType,
    sets: readonly SelectionSetNode[],
    path: Path,
  ): Record<string, unknown> | typeof lost => {
    // Without what all objects inherit: a client may call a field "__proto__".
    const mended: Record<string, unknown> = Object.create(null);
    const fields = type.getFields();
    let isLost = false;
    for (const [key, nodes] of collectFields(scope, type, sets)) {
      const field = fields[nodes[0].name.value];
      const at = [...path, key];
      if (field === undefined) {
        // __typename, __schema and __type: nobody is denied them here.
        mended[key] = object[key];
      } else if (Object.hasOwn(object, key)) {
        const value = mendValue(object[key], field.type, innerSelections(nodes), at);
        if (value === lost) isLost = true;
        else mended[key] = value;
      } else {
        denials.push(deny(nodes, restricted, at));
        if (isNonNullType(field.type)) isLost = true;
        else mended[key] = null;
      }
    }
    return isLost ? lost : mended;
  };

  const mendValue = (
    value: unknown,
    type: GraphQLOutputType,
    sets: readonly SelectionSetNode[],
    path: Path,
  ): unknown => {
    if (value === null || value === undefined) return null;
    const inner = getNullableType(type);
    const mended = isListType(inner)
      ? mendList(value as readonly unknown[], inner.ofType, sets, path)
      : isCompositeType(inner)
        ? mendComposite(value as Data, inner, sets, path)
        : value;
    return mended === lost && !isNonNullType(type) ? null : mended;
  };

  const mendList = (
    items: readonly unknown[],
    itemType: GraphQLOutputType,
    sets: readonly SelectionSetNode[],
    path: Path,
  ): unknown => {
    const mended = items.map((item, index) => mendValue(item, itemType, sets, [...path, index]));
    return mended.includes(lost) ? lost : mended;
  };

  const mendComposite = (
    object: Data,
    type: GraphQLOutputType,
    sets: readonly SelectionSetNode[],
    path: Path,
  ): unknown => {
    const actual = isAbstractType(type) ? scope.schema.getType(String(object[typenameKey])) : type;
    return isObjectType(actual) ? mendObject(object, actual, sets, path) : lost;
  };

  const { data, errors = [], extensions } = result;
  if (data === null || data === undefined) return result;
  const mended = mendObject(data, rootType, [selectionSet], []);
  return {
    errors: [...errors, ...denials],
    data: mended === lost ? null : mended,
    ...(extensions && { extensions }),
  };
}

function deny(nodes: readonly FieldNode[], restricted: RestrictedFields, path: Path): GraphQLError {
  const requirement = nodes.map((node) => restricted.get(node)).find(Boolean);
  const { code, sentence, scopes } = explain(requirement);
  return new GraphQLError(sentence, {
    nodes,
    path,
    extensions: { code, ...(scopes.length > 0 && { scopes }) },
  });
}

/** What a denied caller is told: code and sentence, by what was asked of it. */
export function explain(requirement: AccessRequirement | undefined) {
  const where = requirement?.coordinates.join(', ') ?? 'This field';
  const scopes = requirement?.scopes ?? [];
  if (scopes.length === 0) {
    return {
      code: 'UNAUTHENTICATED',
      sentence: `${where} needs a caller that is signed in. Send a credential in the Authorization header.`,
      scopes: [],
    };
  }
  const words = scopes.map((alternatives) =>
    alternatives
      .map((together) => together.map((scope) => `"${scope}"`).join(' with '))
      .join(' or '),
  );
  return {
    code: 'FORBIDDEN',
    sentence: `${where} needs the scope ${words.join(', and ')}. Send a credential that has it in the Authorization header.`,
    scopes,
  };
}
