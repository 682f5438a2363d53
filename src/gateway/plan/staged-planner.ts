import type {
  FetchNode,
  FlattenNodePathSegment,
  PlanNode,
  RequiresSelection,
} from '@graphql-hive/router-query-planner';
import {
  buildASTSchema,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type FieldNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionNode,
  visit,
} from 'graphql';
import { withoutUnusedVariables } from './filter-root-selection.ts';
import { PlanningError } from './planning.error.ts';
import type { QueryPlanner } from './query-planner.ts';
import { indexRequires, type RequiresIndex } from './requires-index.ts';
import { type Stage, stageRequires } from './stage-requires.ts';

/**
 * A planner that helps the one beneath over a gap. Version 0.0.38 finds no plan for a field with `@requires` when
 * its subgraph is reached by a key that has to be fetched first. Such an operation is planned in stages: first
 * without those fields but with what they require, then each of them as if it were a root field of its subgraph.
 *
 * @param create makes the planner of a supergraph; called again, on first need, for a supergraph with such root fields
 * @param text the supergraph as a text. Default: it is printed
 */
export function createStagedPlanner(
  supergraph: DocumentNode,
  create: (supergraphSdl: string) => QueryPlanner,
  text: string = print(supergraph),
): QueryPlanner {
  const direct = create(text);
  let helper: StageHelper | undefined;
  return {
    overridePercentages: direct.overridePercentages,
    async plan(document, operationName, percentage) {
      try {
        return await direct.plan(document, operationName, percentage);
      } catch (error) {
        if (!(error instanceof PlanningError)) throw error;
        helper ??= new StageHelper(supergraph, direct, create);
        const staged = await helper.plan(document, operationName, percentage);
        if (staged === undefined) throw error;
        return staged;
      }
    },
  };
}

class StageHelper {
  readonly #index: RequiresIndex;
  readonly #schema: GraphQLSchema;
  readonly #direct: QueryPlanner;
  readonly #staged: QueryPlanner;

  constructor(
    supergraph: DocumentNode,
    direct: QueryPlanner,
    create: (supergraphSdl: string) => QueryPlanner,
  ) {
    this.#index = indexRequires(supergraph);
    this.#schema = buildASTSchema(supergraph, { assumeValidSDL: true });
    this.#direct = direct;
    this.#staged = create(print(addStageFields(supergraph, this.#index)));
  }

  /** The plan in stages; `undefined` when the operation has no field that could be staged. */
  async plan(
    document: DocumentNode,
    operationName: string | undefined,
    percentage: number | undefined,
  ): Promise<PlanNode | undefined> {
    const [operation] = document.definitions;
    if (operation?.kind !== Kind.OPERATION_DEFINITION) return undefined;
    const rootType = this.#schema.getRootType(operation.operation);
    if (!rootType) return undefined;
    const { selectionSet, stages } = stageRequires(
      this.#schema,
      this.#index,
      rootType,
      operation.selectionSet,
    );
    if (stages.length === 0) return undefined;
    const selections = selectionSet.selections.filter(
      (selection) => selection.kind !== Kind.FIELD || selection.name.value !== '__typename',
    );
    const firstDocument = documentOf(operation, selections);
    const first = await this.#direct.plan(firstDocument, operationName, percentage);
    const nodes: PlanNode[] = first ? [first] : [];
    for (const stage of stages) {
      const root: FieldNode = {
        kind: Kind.FIELD,
        name: { kind: Kind.NAME, value: stageField(stage) },
        selectionSet: { kind: Kind.SELECTION_SET, selections: stage.fields },
      };
      const query = { ...operation, operation: 'query' as OperationDefinitionNode['operation'] };
      const node = await this.#staged.plan(documentOf(query, [root]), operationName, percentage);
      if (node !== undefined) nodes.push(placeStage(node, stage));
    }
    return { kind: 'Sequence', nodes };
  }
}

function documentOf(
  operation: OperationDefinitionNode,
  selections: readonly SelectionNode[],
): DocumentNode {
  const selectionSet = { kind: Kind.SELECTION_SET, selections } as const;
  return withoutUnusedVariables({
    kind: Kind.DOCUMENT,
    definitions: [{ ...operation, selectionSet }],
  });
}

function stageField({ typeName, graph }: { typeName: string; graph: string }): string {
  return `_stage_${graph}_${typeName}`;
}

/** Moves the plan of a stage from its made-up root field to the place of the stage. */
function placeStage(node: PlanNode, stage: Stage): PlanNode {
  const move = (path: readonly FlattenNodePathSegment[]): FlattenNodePathSegment[] => [
    ...stage.path,
    ...path.slice(1),
  ];
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { ...node, nodes: node.nodes.map((child) => placeStage(child, stage)) };
    case 'Flatten':
      return { ...node, path: move(node.path) };
    case 'BatchFetch': {
      const aliases = node.entityBatch.aliases.map((part) => ({
        ...part,
        paths: part.paths.map(move),
      }));
      return { ...node, entityBatch: { aliases } };
    }
    case 'Fetch':
      return { kind: 'Flatten', path: [...stage.path], node: asEntityFetch(node, stage) };
    default:
      return node;
  }
}

/** The fetch of a made-up root field as a fetch of entities. */
function asEntityFetch(node: FetchNode, stage: Stage): FetchNode {
  const document = parse(node.operation, { noLocation: true });
  const rewritten = visit(document, {
    [Kind.OPERATION_DEFINITION](operation: OperationDefinitionNode) {
      const [root] = operation.selectionSet.selections;
      const inner = root?.kind === Kind.FIELD && root.selectionSet ? print(root.selectionSet) : '';
      const declared = operation.variableDefinitions?.map((variable) => print(variable)) ?? [];
      const variables = ['$representations: [_Any!]!', ...declared].join(', ');
      const entities = `_entities(representations: $representations) { ... on ${stage.typeName} ${inner} }`;
      return parse(`query(${variables}) { ${entities} }`, { noLocation: true }).definitions[0];
    },
  });
  return {
    ...node,
    operationKind: 'query',
    operation: print(rewritten),
    requires: [
      {
        kind: 'InlineFragment',
        typeCondition: stage.typeName,
        selections: [
          { kind: 'Field', name: '__typename' },
          ...[...stage.needs].map(
            ([key, need]): RequiresSelection => ({
              ...toRequires(need),
              kind: 'Field',
              name: key,
              alias: need.name.value,
            }),
          ),
        ],
      },
    ],
  };
}

function toRequires(field: FieldNode): Extract<RequiresSelection, { kind: 'Field' }> {
  const selections = field.selectionSet?.selections.flatMap((selection): RequiresSelection[] => {
    if (selection.kind === Kind.FIELD) return [toRequires(selection)];
    if (selection.kind !== Kind.INLINE_FRAGMENT || !selection.typeCondition) return [];
    const inner = selection.selectionSet.selections.flatMap((one) =>
      one.kind === Kind.FIELD ? [toRequires(one)] : [],
    );
    const typeCondition = selection.typeCondition.name.value;
    return [{ kind: 'InlineFragment', typeCondition, selections: inner }];
  });
  return { kind: 'Field', name: field.name.value, ...(selections ? { selections } : {}) };
}

/** The supergraph with a root field for each type and subgraph that stages may need, and without requirements. */
function addStageFields(supergraph: DocumentNode, index: RequiresIndex): DocumentNode {
  const stageFields = new Map<string, FieldDefinitionNode>();
  const withoutRequires = visit(supergraph, {
    [Kind.OBJECT_TYPE_DEFINITION](type) {
      const fields = type.fields?.map((field: FieldDefinitionNode) => {
        const requiring = index.find(`${type.name.value}.${field.name.value}`);
        if (requiring === undefined) return field;
        const stage = { typeName: type.name.value, graph: requiring.graph };
        stageFields.set(stageField(stage), stageFieldDefinition(stage));
        return { ...field, directives: field.directives?.map(dropRequires) ?? [] };
      });
      return { ...type, fields };
    },
  });
  return visit(withoutRequires, {
    [Kind.OBJECT_TYPE_DEFINITION](type) {
      if (type.name.value !== 'Query') return undefined;
      return { ...type, fields: [...(type.fields ?? []), ...stageFields.values()] };
    },
  });
}

function stageFieldDefinition(stage: { typeName: string; graph: string }): FieldDefinitionNode {
  const sdl = `type Query { ${stageField(stage)}: ${stage.typeName} @join__field(graph: ${stage.graph}) }`;
  const [query] = parse(sdl, { noLocation: true }).definitions;
  const field = query?.kind === Kind.OBJECT_TYPE_DEFINITION ? query.fields?.[0] : undefined;
  if (field === undefined) throw new Error(`No field was read from: ${sdl}`);
  return field;
}

function dropRequires(directive: ConstDirectiveNode): ConstDirectiveNode {
  if (directive.name.value !== 'join__field') return directive;
  const kept = directive.arguments?.filter(({ name }) => name.value !== 'requires') ?? [];
  return { ...directive, arguments: kept };
}
