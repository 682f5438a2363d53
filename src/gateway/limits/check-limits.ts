import {
  type DocumentNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { GatewayCode } from '../gateway-codes.ts';
import { fragmentsOf } from '../plan/filter-root-selection.ts';
import { measureOperation } from './measure-operation.ts';
import type { OperationLimits } from './operation-limits.ts';
import { findRepeatedField } from './repeated-fields.ts';

/**
 * What is too much in a document that was parsed and whose fragments have no cycle. Looks at the text alone, so that
 * nothing that costs more has to run first.
 */
export function checkLimits(document: DocumentNode, limits: OperationLimits): GraphQLError[] {
  const fragments = fragmentsOf(document);
  const errors: GraphQLError[] = [];
  const roots: SelectionSetNode[] = [];
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) {
      errors.push(...checkOperation(definition, measureOperation(definition, fragments), limits));
      roots.push(definition.selectionSet);
    } else if (definition.kind === Kind.FRAGMENT_DEFINITION) roots.push(definition.selectionSet);
  }
  const repeated = findRepeatedField(roots, fragments, limits.maxRepeatedFields);
  if (repeated !== undefined) errors.push(tooRepetitive(repeated, limits.maxRepeatedFields));
  return errors;
}

function checkOperation(
  operation: OperationDefinitionNode,
  figures: ReturnType<typeof measureOperation>,
  limits: OperationLimits,
): GraphQLError[] {
  const { depth, aliases, rootFields, fields, directives } = figures;
  const checks: readonly [number, number, string, GatewayCode][] = [
    [depth, limits.maxDepth, 'levels of fields', 'OPERATION_TOO_DEEP'],
    [aliases, limits.maxAliases, 'aliases', 'TOO_MANY_ALIASES'],
    [rootFields, limits.maxRootFields, 'root fields', 'TOO_MANY_ROOT_FIELDS'],
    [fields, limits.maxFields, 'fields', 'TOO_MANY_FIELDS'],
    [directives, limits.maxDirectives, 'directives', 'TOO_MANY_DIRECTIVES'],
  ];
  const name = operation.name ? `operation "${operation.name.value}"` : 'the operation';
  return checks
    .filter(([count, limit]) => count > limit)
    .map(
      ([count, limit, what, code]) =>
        new GraphQLError(
          `At most ${limit} ${what} were expected, but ${name} has ${count}. ` +
            'Ask for less at once, in several operations.',
          { nodes: operation, extensions: { code } },
        ),
    );
}

function tooRepetitive(key: string, limit: number): GraphQLError {
  return new GraphQLError(
    `At most ${limit} times the same field in one place was expected, but "${key}" comes more often. ` +
      'Ask for it once.',
    { extensions: { code: 'TOO_MANY_REPEATED_FIELDS' } },
  );
}
