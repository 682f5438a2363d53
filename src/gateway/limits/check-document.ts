import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  NoFragmentCyclesRule,
  parse,
  specifiedRules,
  type ValidationRule,
  validate,
  visit,
} from 'graphql';
import { deferRules } from '../plan/defer-rules.ts';
import { hasDefer } from '../plan/deferral.ts';
import { checkLimits } from './check-limits.ts';
import type { OperationLimits } from './operation-limits.ts';
import { scanTokens } from './scan-tokens.ts';

/** A document that may run, or why it may not. */
export interface CheckedDocument {
  readonly document: DocumentNode;
  /** What it was checked against. */
  readonly schema: GraphQLSchema;
  /** Empty for a good document. Each with `extensions.code`. */
  readonly errors: readonly GraphQLError[];
  /** Tokens, comments included; 0 when they could not be counted. */
  readonly tokens: number;
  /** Whether it asks for the schema. */
  readonly introspects: boolean;
  /** Whether it has `@defer`. */
  readonly defers: boolean;
}

const nothing: DocumentNode = { kind: Kind.DOCUMENT, definitions: [] };

/**
 * Checks a document from the cheapest to the dearest: tokens, syntax, cycles of fragments, what its text asks for, the
 * schema. The first of these that fails is what is told.
 */
export function checkDocument(
  text: string,
  schema: GraphQLSchema,
  limits: OperationLimits,
): CheckedDocument {
  try {
    const tokens = scanTokens(text, limits.maxTokens);
    const document = parse(text);
    const errors = findErrors(document, schema, limits);
    const introspects = asksForSchema(document);
    return { document, schema, errors, tokens, introspects, defers: hasDefer(document) };
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const errors = [withCode(error, 'GRAPHQL_PARSE_FAILED')];
    return { document: nothing, schema, errors, tokens: 0, introspects: false, defers: false };
  }
}

function findErrors(
  document: DocumentNode,
  schema: GraphQLSchema,
  limits: OperationLimits,
): readonly GraphQLError[] {
  const check = (rules: readonly ValidationRule[]) =>
    validate(schema, document, rules).map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED'));
  const cycles = check([NoFragmentCyclesRule]);
  if (cycles.length > 0) return cycles;
  const excesses = checkLimits(document, limits);
  return excesses.length > 0 ? excesses : check([...specifiedRules, ...deferRules]);
}

function asksForSchema(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    [Kind.FIELD]: ({ name }) => {
      if (name.value === '__schema' || name.value === '__type') found = true;
    },
  });
  return found;
}

function withCode(error: GraphQLError, code: string): GraphQLError {
  return new GraphQLError(error.message, {
    nodes: error.nodes ?? null,
    source: error.source ?? null,
    positions: error.positions ?? null,
    extensions: { code, ...error.extensions },
  });
}
