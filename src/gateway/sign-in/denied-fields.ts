import {
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { withoutUnusedVariables } from '../plan/filter-root-selection.ts';
import type { AccessRequirement, AccessRules } from './access-rules.ts';

/** The fields of a document that not everybody may have, with what they need. */
export type RestrictedFields = ReadonlyMap<FieldNode, AccessRequirement>;

/** Response key under which the type of an object is asked for, to put denied fields back in their places. */
export const typenameKey = 'guard__typename';

/** Finds the restricted fields of a valid document. */
export function findRestrictedFields(
  document: DocumentNode,
  schema: GraphQLSchema,
  rules: AccessRules,
): RestrictedFields {
  const restricted = new Map<FieldNode, AccessRequirement>();
  if (rules.isOpen) return restricted;
  const typeInfo = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(typeInfo, {
      [Kind.FIELD](node: FieldNode) {
        const parent = typeInfo.getParentType();
        const requirement = parent && rules.requirementOf(parent, node.name.value);
        if (requirement) restricted.set(node, requirement);
      },
    }),
  );
  return restricted;
}

/**
 * The document without some of its fields. Selections that would be empty, and those on interfaces and unions, ask for
 * the type under `typenameKey`. Still valid: variables that nothing reads are gone.
 */
export function removeFields(
  document: DocumentNode,
  schema: GraphQLSchema,
  denied: ReadonlySet<FieldNode>,
): DocumentNode {
  const typeInfo = new TypeInfo(schema);
  const filtered: DocumentNode = visit(
    document,
    visitWithTypeInfo(typeInfo, {
      [Kind.FIELD]: (node: FieldNode) => (denied.has(node) ? null : undefined),
      [Kind.SELECTION_SET]: {
        leave(node: SelectionSetNode) {
          const isAbstract = isAbstractType(typeInfo.getParentType());
          if (!isAbstract && node.selections.length > 0) return undefined;
          return { ...node, selections: [...node.selections, typenameField] };
        },
      },
    }),
  );
  return withoutUnusedVariables(filtered);
}

const typenameField: FieldNode = {
  kind: Kind.FIELD,
  alias: { kind: Kind.NAME, value: typenameKey },
  name: { kind: Kind.NAME, value: '__typename' },
};
