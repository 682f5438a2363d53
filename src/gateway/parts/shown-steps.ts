import {
  type FieldNode,
  type GraphQLCompositeType,
  getNamedType,
  isCompositeType,
  isObjectType,
  type SelectionSetNode,
} from 'graphql';
import { isDeferred } from '../plan/deferral.ts';
import {
  collectFields,
  innerSelections,
  type SelectionScope,
} from '../projection/collect-fields.ts';
import { sourceKey } from '../projection/source-key.ts';
import { type BranchField, partByType } from '../projection/type-branches.ts';
import type { PlannedStep } from './planned-steps.ts';

/** What a part of an answer shows of one object. */
export interface ShownSelections {
  /** All that the operation asks of the object. It decides under which keys fields are fetched. */
  readonly whole: readonly SelectionSetNode[];
  /** What the part shows of it, but for the fragments within that are deferred. */
  readonly shown: readonly SelectionSetNode[];
  /** The keys that lead to the object in fetched data, such as `.products.reviews`. */
  readonly path: string;
}

/** Finds the steps of a plan that write what a part of the answer shows. */
export class ShownSteps {
  readonly #scope: SelectionScope;
  readonly #writers = new Map<string, number[]>();
  readonly #reads: readonly ReadonlySet<string>[];
  readonly #numbers = new WeakMap<SelectionSetNode, number>();
  #lastNumber = 0;

  constructor(scope: SelectionScope, steps: readonly PlannedStep[]) {
    this.#scope = scope;
    this.#reads = steps.map(({ reads }) => reads);
    for (const [index, { writes }] of steps.entries()) {
      for (const path of writes) {
        const known = this.#writers.get(path);
        if (known === undefined) this.#writers.set(path, [index]);
        else known.push(index);
      }
    }
  }

  /** Steps by their places in the plan. `branch` as for the fields of a value of this type. */
  of(
    type: GraphQLCompositeType,
    selections: ShownSelections,
    branch?: ReadonlyMap<string, BranchField>,
  ): ReadonlySet<number> {
    const found = new Set<number>();
    this.#addFields(type, selections, branch, found, new Set());
    return found;
  }

  /** These steps and all that bring what they begin with. */
  withFeeders(steps: ReadonlySet<number>): ReadonlySet<number> {
    const all = new Set(steps);
    for (const step of all) {
      for (const path of this.#reads[step] ?? []) this.#addWriters(path, all);
    }
    return all;
  }

  #addWriters(path: string, found: Set<number>): void {
    for (const step of this.#writers.get(path) ?? []) found.add(step);
  }

  #addFields(
    type: GraphQLCompositeType,
    { whole, shown, path }: ShownSelections,
    branch: ReadonlyMap<string, BranchField> | undefined,
    found: Set<number>,
    visited: Set<string>,
  ): void {
    const { conditions } = this.#scope;
    const fields = collectFields(this.#scope, type, shown, undefined, (selection) =>
      isDeferred(selection, conditions),
    );
    const all = collectFields(this.#scope, type, whole);
    for (const [key, nodes] of fields) {
      const source = branch?.get(key)?.source ?? sourceKey(key);
      const inner = `${path}.${source}`;
      this.#addWriters(inner, found);
      const fieldType = typeOf(type, nodes[0]);
      if (fieldType === undefined) continue;
      const selections = {
        whole: innerSelections(all.get(key) ?? nodes),
        shown: innerSelections(nodes),
        path: inner,
      };
      this.#addObject(fieldType, selections, found, visited);
    }
  }

  #addObject(
    type: GraphQLCompositeType,
    selections: ShownSelections,
    found: Set<number>,
    visited: Set<string>,
  ): void {
    const { whole, shown, path } = selections;
    const numbers = [...shown, undefined, ...whole].map((one) => one && this.#numberOf(one));
    const place = `${type.name} ${path} ${numbers.join(' ')}`;
    if (visited.has(place)) return;
    visited.add(place);
    if (isObjectType(type)) {
      this.#addFields(type, selections, undefined, found, visited);
      return;
    }
    // Which fields are shown depends on the type of the value.
    this.#addWriters(`${path}.__typename`, found);
    const { byType } = partByType(this.#scope, type, whole);
    for (const possible of this.#scope.schema.getPossibleTypes(type)) {
      this.#addFields(possible, selections, byType.get(possible), found, visited);
    }
  }

  #numberOf(selectionSet: SelectionSetNode): number {
    const known = this.#numbers.get(selectionSet);
    if (known !== undefined) return known;
    this.#lastNumber += 1;
    this.#numbers.set(selectionSet, this.#lastNumber);
    return this.#lastNumber;
  }
}

function typeOf(type: GraphQLCompositeType, { name }: FieldNode): GraphQLCompositeType | undefined {
  const field = 'getFields' in type ? type.getFields()[name.value] : undefined;
  const named = field && getNamedType(field.type);
  return isCompositeType(named) ? named : undefined;
}
