import {
  type ConstDirectiveNode,
  type DocumentNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isTypeDefinitionNode,
  valueFromASTUntyped,
} from 'graphql';
import { z } from 'zod';
import { directivesNamed, linkedDirectiveName } from '../supergraph/linked-directive.ts';
import type { Caller } from './caller.ts';

/** What a caller needs for a field. All parts have to be met. */
export interface AccessRequirement {
  /** Coordinates of what asks for it, such as `Council.officers` or `Officer`. */
  readonly coordinates: readonly string[];
  /** For each `@requiresScopes`: the alternatives, each a list of scopes that have to be there together. */
  readonly scopes: readonly (readonly (readonly string[])[])[];
}

/** Whether a caller has what is needed. Every requirement wants a caller that is signed in. */
export function isMet(requirement: AccessRequirement, caller: Caller): boolean {
  if (caller.id === null) return false;
  return requirement.scopes.every((alternatives) =>
    alternatives.some((together) => together.every((scope) => caller.scopes.has(scope))),
  );
}

/** What `@authenticated` and `@requiresScopes` say in a supergraph. */
export interface AccessRules {
  /** Whether there are none. */
  readonly isOpen: boolean;
  /**
   * What a field needs where it is asked for on `parent`: its own, its type's and that of what it gives. On an interface or
   * a union also all that the possible types ask, for any of them may come.
   */
  requirementOf(parent: GraphQLCompositeType, fieldName: string): AccessRequirement | undefined;
}

const scopesSchema = z.object({ scopes: z.array(z.array(z.string())) });

/** Reads the rules out of a supergraph, whatever its directives are called there. */
export function readAccessRules(schema: GraphQLSchema, supergraph: DocumentNode): AccessRules {
  const own = readDirectives(supergraph);
  const known = new Map<string, AccessRequirement | undefined>();

  const compute = (parent: GraphQLCompositeType, fieldName: string) => {
    const parts: (AccessRequirement | undefined)[] = [];
    const types = isAbstractType(parent) ? [parent, ...schema.getPossibleTypes(parent)] : [parent];
    for (const type of types) {
      parts.push(own.get(type.name), own.get(`${type.name}.${fieldName}`));
      const field = 'getFields' in type ? type.getFields()[fieldName] : undefined;
      if (field) parts.push(own.get(getNamedType(field.type).name));
    }
    return join(parts);
  };

  return {
    isOpen: own.size === 0,
    requirementOf(parent, fieldName) {
      const key = `${parent.name}.${fieldName}`;
      if (!known.has(key)) known.set(key, compute(parent, fieldName));
      return known.get(key);
    },
  };
}

function join(parts: readonly (AccessRequirement | undefined)[]): AccessRequirement | undefined {
  const found = [...new Set(parts.filter((part) => part !== undefined))];
  if (found.length === 0) return undefined;
  return {
    coordinates: found.flatMap(({ coordinates }) => coordinates),
    scopes: found.flatMap(({ scopes }) => scopes),
  };
}

/** Requirements by coordinate of the type or field that the directives are on. */
function readDirectives(supergraph: DocumentNode): ReadonlyMap<string, AccessRequirement> {
  const authenticated = linkedDirectiveName(supergraph, 'authenticated', 'authenticated');
  const requiresScopes = linkedDirectiveName(supergraph, 'requiresScopes', 'requiresScopes');
  const requirements = new Map<string, AccessRequirement>();

  const read = (
    coordinate: string,
    node: { readonly directives?: readonly ConstDirectiveNode[] | undefined },
  ) => {
    const scoped = directivesNamed(node, requiresScopes);
    if (scoped.length === 0 && directivesNamed(node, authenticated).length === 0) return;
    const scopes = scoped.map((directive) => scopesSchema.parse(argumentsOf(directive)).scopes);
    requirements.set(coordinate, { coordinates: [coordinate], scopes });
  };

  for (const definition of supergraph.definitions) {
    if (!isTypeDefinitionNode(definition)) continue;
    read(definition.name.value, definition);
    if (!('fields' in definition)) continue;
    for (const field of definition.fields ?? []) {
      read(`${definition.name.value}.${field.name.value}`, field);
    }
  }
  return requirements;
}

function argumentsOf(directive: ConstDirectiveNode): Record<string, unknown> {
  return Object.fromEntries(
    (directive.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]),
  );
}
