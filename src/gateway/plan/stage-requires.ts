import type { FlattenNodePathSegment } from '@graphql-hive/router-query-planner';
import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isObjectType,
  Kind,
  print,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { responseKey } from '../projection/collect-fields.ts';
import type { RequiresIndex } from './requires-index.ts';

export type PlacePath = readonly FlattenNodePathSegment[];

/** Fields of entities at one place that are fetched from one subgraph after what they require is there. */
export interface Stage {
  readonly typeName: string;
  /** The subgraph's name within the supergraph document. */
  readonly graph: string;
  readonly path: PlacePath;
  readonly fields: FieldNode[];
  /** What the representation holds: key to read, and the selection it was fetched by. */
  readonly needs: Map<string, FieldNode>;
}

/**
 * Takes fields with requirements out of a selection and puts what they require, and the keys to their subgraph, in
 * their place. The stages, in order, then fetch what was taken out.
 *
 * @param schema the supergraph as a schema, inaccessible fields included
 */
export function stageRequires(
  schema: GraphQLSchema,
  index: RequiresIndex,
  type: GraphQLCompositeType,
  selectionSet: SelectionSetNode,
  path: PlacePath = [],
  stages: Stage[] = [],
): { selectionSet: SelectionSetNode; stages: readonly Stage[] } {
  const stager = new Stager(schema, index, stages);
  return { selectionSet: stager.stage(type, selectionSet, path), stages };
}

/** Response keys of what stages need. Clients cannot rely on such names; a clash costs only an error. */
const needPrefix = '_need';

class Stager {
  readonly #schema: GraphQLSchema;
  readonly #index: RequiresIndex;
  readonly #stages: Stage[];

  constructor(schema: GraphQLSchema, index: RequiresIndex, stages: Stage[]) {
    this.#schema = schema;
    this.#index = index;
    this.#stages = stages;
  }

  stage(type: GraphQLCompositeType, selectionSet: SelectionSetNode, path: PlacePath) {
    const kept = new Map<string, SelectionNode>();
    const groups = new Map<string, Stage>();
    const later: Stage[] = [];
    const keep = (selection: SelectionNode) => kept.set(print(selection), selection);
    for (const selection of selectionSet.selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) continue;
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const narrowed = this.#schema.getType(selection.typeCondition?.name.value ?? type.name);
        if (!isCompositeType(narrowed)) continue;
        const inner = [...path, { TypeCondition: [narrowed.name] }];
        keep({ ...selection, selectionSet: this.stage(narrowed, selection.selectionSet, inner) });
        continue;
      }
      const { field, stages } = this.#stageWithin(type, selection, path);
      later.push(...stages);
      const requiring = isObjectType(type)
        ? this.#index.find(`${type.name}.${field.name.value}`)
        : undefined;
      if (requiring === undefined) {
        keep(field);
        continue;
      }
      const { graph } = requiring;
      const before = this.#stages.length;
      const key = this.#index.keysOf(type.name, graph)[0] ?? [];
      const needs = aliasNeeds([...requiring.required, ...key], kept.size);
      const fetched = this.stage(type, setOf([...needs.values()]), path);
      for (const need of fetched.selections) keep(need);
      const known = before === this.#stages.length ? groups.get(graph) : undefined;
      const stage: Stage = known ?? {
        typeName: type.name,
        graph,
        path,
        fields: [],
        needs: new Map(),
      };
      stage.fields.push(field);
      for (const [name, need] of needs) stage.needs.set(name, need);
      if (known === undefined) {
        groups.set(graph, stage);
        this.#stages.push(stage);
      }
    }
    this.#stages.push(...later);
    return setOf(kept.size > 0 ? [typenameField, ...kept.values()] : [typenameField]);
  }

  /** The field with what is beneath it staged; those stages come after the field itself is there. */
  #stageWithin(
    type: GraphQLCompositeType,
    field: FieldNode,
    path: PlacePath,
  ): { field: FieldNode; stages: readonly Stage[] } {
    const definition = 'getFields' in type ? type.getFields()[field.name.value] : undefined;
    const fieldType = definition && getNamedType(definition.type);
    if (definition === undefined || !field.selectionSet || !isCompositeType(fieldType)) {
      return { field, stages: [] };
    }
    const inner: PlacePath = [
      ...path,
      { Field: responseKey(field) },
      ...listSegments(definition.type),
    ];
    const { selectionSet, stages } = stageRequires(
      this.#schema,
      this.#index,
      fieldType,
      field.selectionSet,
      inner,
    );
    return { field: { ...field, selectionSet }, stages };
  }
}

/** Each needed field under a key of its own, so that it cannot clash with what the client asks for. */
function aliasNeeds(selections: readonly SelectionNode[], from: number): Map<string, FieldNode> {
  const needs = new Map<string, FieldNode>();
  for (const selection of selections) {
    if (selection.kind !== Kind.FIELD || selection.name.value === '__typename') continue;
    const value = `${needPrefix}${from + needs.size}_${selection.name.value}`;
    needs.set(value, { ...selection, alias: { kind: Kind.NAME, value } });
  }
  return needs;
}

function listSegments(type: GraphQLOutputType): FlattenNodePathSegment[] {
  const nullable = getNullableType(type);
  return isListType(nullable) ? ['@', ...listSegments(nullable.ofType)] : [];
}

const typenameField: FieldNode = {
  kind: Kind.FIELD,
  name: { kind: Kind.NAME, value: '__typename' },
};

function setOf(selections: readonly SelectionNode[]): SelectionSetNode {
  return { kind: Kind.SELECTION_SET, selections };
}
