import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  isTypeDefinitionNode,
  Kind,
  valueFromASTUntyped,
} from 'graphql';
import { z } from 'zod';
import { directivesNamed, linkedDirectiveName } from '../supergraph/linked-directive.ts';

/** What `@listSize` says of a field. */
export interface ListSizeRule {
  readonly assumedSize?: number | null | undefined;
  /** Arguments that bound the list, as paths such as `first` or `page.first`. */
  readonly slicingArguments?: readonly string[] | null | undefined;
  /** Fields of the field's own type that are the list. */
  readonly sizedFields?: readonly string[] | null | undefined;
  /** Default: true. Whether clients must give exactly one of the slicing arguments. */
  readonly requireOneSlicingArgument?: boolean | null | undefined;
}

/** The weights and list sizes of a supergraph: what `@cost` and `@listSize` say. */
export interface CostRules {
  /** By `Type`, `Type.field`, `Type.field(argument:)` or `Input.field`. Never below 0. */
  readonly weights: ReadonlyMap<string, number>;
  /** By `Type.field`. */
  readonly listSizes: ReadonlyMap<string, ListSizeRule>;
}

const weightSchema = z.object({ weight: z.coerce.number() });
const listSizeSchema = z.object({
  assumedSize: z.number().nullish(),
  slicingArguments: z.array(z.string()).nullish(),
  sizedFields: z.array(z.string()).nullish(),
  requireOneSlicingArgument: z.boolean().nullish(),
});

/** Reads `@cost` and `@listSize` out of a supergraph, whatever they are called there. */
export function readCostRules(supergraph: DocumentNode): CostRules {
  const weights = new Map<string, number>();
  const listSizes = new Map<string, ListSizeRule>();
  const costName = linkedDirectiveName(supergraph, 'cost', 'cost');
  const listSizeName = linkedDirectiveName(supergraph, 'cost', 'listSize');

  const readWeight = (
    coordinate: string,
    node: { readonly directives?: readonly ConstDirectiveNode[] | undefined },
  ) => {
    const [directive] = directivesNamed(node, costName);
    const { data } = weightSchema.safeParse(directive && argumentsOf(directive));
    if (data !== undefined) weights.set(coordinate, Math.max(0, data.weight));
  };

  const readField = (typeName: string, field: FieldDefinitionNode) => {
    const coordinate = `${typeName}.${field.name.value}`;
    readWeight(coordinate, field);
    for (const argument of field.arguments ?? []) {
      readWeight(`${coordinate}(${argument.name.value}:)`, argument);
    }
    const [directive] = directivesNamed(field, listSizeName);
    const { data } = listSizeSchema.safeParse(directive && argumentsOf(directive));
    if (data !== undefined) listSizes.set(coordinate, data);
  };

  for (const definition of supergraph.definitions) {
    if (!isTypeDefinitionNode(definition)) continue;
    const typeName = definition.name.value;
    readWeight(typeName, definition);
    if (
      definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
      definition.kind === Kind.INTERFACE_TYPE_DEFINITION
    ) {
      for (const field of definition.fields ?? []) readField(typeName, field);
    }
    if (definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) {
      for (const field of definition.fields ?? []) {
        readWeight(`${typeName}.${field.name.value}`, field);
      }
    }
  }
  return { weights, listSizes };
}

function argumentsOf(directive: ConstDirectiveNode): Record<string, unknown> {
  return Object.fromEntries(
    (directive.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]),
  );
}
