import type {
  BatchFetchNode,
  FetchNode,
  FlattenNodePathSegment,
  PlanNode,
  RequiresSelection,
} from '@graphql-hive/router-query-planner';
import { type DocumentNode, Kind, parse, type SelectionSetNode } from 'graphql';
import { fragmentsOf } from '../plan/filter-root-selection.ts';
import { renamedKeys } from '../run/rewrite.ts';
import type { SupergraphTypes } from '../supergraph/supergraph-types.ts';

/** A step of a plan that asks a subgraph. */
export type FetchStepNode = FetchNode | BatchFetchNode;

/**
 * A fetch with the fields of the response it works with, each as the response keys that lead to it, such as
 * `.products.reviews`. Types and lists are left out, so that it may name more than the fetch touches, never less.
 */
export interface PlannedStep {
  readonly node: FetchStepNode;
  readonly writes: ReadonlySet<string>;
  /** What must be there before: the objects it adds to, and what is sent of them. */
  readonly reads: ReadonlySet<string>;
}

/** The fetches of a plan, in its order. */
export function readPlannedSteps(plan: PlanNode, types: SupergraphTypes): readonly PlannedStep[] {
  const steps: PlannedStep[] = [];
  const walk = (node: PlanNode | undefined, path: readonly FlattenNodePathSegment[]): void => {
    switch (node?.kind) {
      case 'Sequence':
      case 'Parallel':
        for (const child of node.nodes) walk(child, path);
        break;
      case 'Condition':
        walk(node.ifClause, path);
        walk(node.elseClause, path);
        break;
      case 'Flatten':
        walk(node.node, [...path, ...node.path]);
        break;
      case 'Fetch':
        steps.push(new StepReader(node, types).readFetch(node, path));
        break;
      case 'BatchFetch':
        steps.push(new StepReader(node, types).readBatch(node));
        break;
    }
  };
  walk(plan, []);
  return steps;
}

class StepReader {
  readonly #types: SupergraphTypes;
  readonly #document: DocumentNode;
  readonly #node: FetchStepNode;
  readonly #writes = new Set<string>();
  readonly #reads = new Set<string>();

  constructor(node: FetchStepNode, types: SupergraphTypes) {
    this.#node = node;
    this.#types = types;
    this.#document = parse(node.operation, { noLocation: true });
  }

  readFetch(node: FetchNode, path: readonly FlattenNodePathSegment[]): PlannedStep {
    const base = this.#readPath(path);
    const renamed = renamedKeys(node.outputRewrites ?? []);
    if (node.requires === undefined) this.#write(this.#selectionOf(), base, renamed);
    else {
      this.#read(node.requires, base);
      this.#writeEntity('_entities', base, renamed);
    }
    return this.#step();
  }

  readBatch({ entityBatch }: BatchFetchNode): PlannedStep {
    for (const part of entityBatch.aliases) {
      for (const path of part.paths) {
        const base = this.#readPath(path);
        this.#read(part.requires, base);
        this.#writeEntity(part.alias, base, renamedKeys(part.outputRewrites ?? []));
      }
    }
    return this.#step();
  }

  #step(): PlannedStep {
    return { node: this.#node, writes: this.#writes, reads: this.#reads };
  }

  #readPath(path: readonly FlattenNodePathSegment[]): string {
    let base = '';
    for (const segment of path) {
      if (segment === '@' || !('Field' in segment)) continue;
      base = `${base}.${segment.Field}`;
      this.#reads.add(base);
    }
    return base;
  }

  #read(selections: readonly RequiresSelection[], base: string): void {
    for (const selection of selections) {
      if (selection.kind === 'InlineFragment') this.#read(selection.selections, base);
      if (selection.kind !== 'Field' || selection.name === '__typename') continue;
      const path = `${base}.${selection.alias ?? selection.name}`;
      this.#reads.add(path);
      this.#read(selection.selections ?? [], path);
    }
  }

  #selectionOf(): SelectionSetNode | undefined {
    const [operation] = this.#document.definitions;
    return operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet : undefined;
  }

  #writeEntity(key: string, base: string, renamed: ReadonlyMap<string, string>): void {
    for (const field of this.#selectionOf()?.selections ?? []) {
      if (field.kind !== Kind.FIELD || (field.alias ?? field.name).value !== key) continue;
      this.#write(field.selectionSet, base, renamed, { condition: undefined });
    }
  }

  /** @param entity Set at the top of an entity, whose type is known unless it is told of an interface. */
  #write(
    selectionSet: SelectionSetNode | undefined,
    base: string,
    renamed: ReadonlyMap<string, string>,
    entity?: { readonly condition: string | undefined },
  ): void {
    const fragments = fragmentsOf(this.#document);
    for (const selection of selectionSet?.selections ?? []) {
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        if (key === '__typename' && entity && !this.#isAbstract(entity.condition)) continue;
        const path = `${base}.${renamed.get(key) ?? key}`;
        this.#writes.add(path);
        this.#write(selection.selectionSet, path, renamed);
        continue;
      }
      const source =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      const condition = source?.typeCondition?.name.value ?? entity?.condition;
      this.#write(source?.selectionSet, base, renamed, entity && { condition });
    }
  }

  #isAbstract(typeName: string | undefined): boolean {
    return typeName !== undefined && !this.#types.possibleTypes(typeName).has(typeName);
  }
}
