import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  print,
  type SelectionSetNode,
} from 'graphql';
import {
  type CollectedFields,
  collectFields,
  innerSelections,
  type SelectionScope,
} from './collect-fields.ts';
import { sourceKey } from './source-key.ts';

type Nodes = readonly [FieldNode, ...FieldNode[]];

/** A field that is fetched for values of one type only. */
export interface BranchField {
  readonly nodes: Nodes;
  /** The response key it is fetched under, so that no two types mean different things by one key. */
  readonly source: string;
}

/** A selection set on an abstract type, parted by runtime type. */
export interface TypeBranches {
  /** Whether the answer depends on the runtime type, were it only the order of its fields. */
  readonly narrows: boolean;
  /** What is fetched whatever the type. */
  readonly common: CollectedFields;
  /** What is fetched besides for values of one type, by response key. */
  readonly byType: ReadonlyMap<GraphQLObjectType, ReadonlyMap<string, BranchField>>;
}

/**
 * Parts a selection set by the types its fragments narrow to. A field that all types ask for in the same way is
 * common. A field that types ask for in different ways is kept apart under a key for each way: planners merge
 * what stands under one key, and would fetch for one type what only another type asked for.
 */
export function partByType(
  scope: SelectionScope,
  type: GraphQLCompositeType,
  selections: readonly SelectionSetNode[],
): TypeBranches {
  const narrower = new Map<GraphQLObjectType, SelectionSetNode[]>();
  const common = collectFields(scope, type, selections, (condition, selectionSet) => {
    for (const object of typesWithin(scope, type, condition)) {
      narrower.set(object, [...(narrower.get(object) ?? []), selectionSet]);
    }
  });
  if (narrower.size === 0) return { narrows: false, common, byType: new Map() };
  return new BranchBuilder(scope, type, common, narrower).build();
}

class BranchBuilder {
  readonly #scope: SelectionScope;
  readonly #type: GraphQLCompositeType;
  readonly #common: Map<string, Nodes>;
  readonly #narrower: ReadonlyMap<GraphQLObjectType, CollectedFields>;
  readonly #byType = new Map<GraphQLObjectType, Map<string, BranchField>>();

  constructor(
    scope: SelectionScope,
    type: GraphQLCompositeType,
    common: CollectedFields,
    narrower: ReadonlyMap<GraphQLObjectType, readonly SelectionSetNode[]>,
  ) {
    this.#scope = scope;
    this.#type = type;
    this.#common = new Map(common);
    this.#narrower = new Map(
      [...narrower].map(([object, inner]) => [object, collectFields(scope, object, inner)]),
    );
    for (const object of this.#narrower.keys()) this.#byType.set(object, new Map());
  }

  build(): TypeBranches {
    const keys = new Set([...this.#narrower.values()].flatMap((fields) => [...fields.keys()]));
    for (const key of keys) this.#placeKey(key);
    return { narrows: true, common: this.#common, byType: this.#byType };
  }

  #placeKey(key: string): void {
    const shared = this.#common.get(key);
    const ways = new Map<string, { nodes: Nodes; objects: GraphQLObjectType[] }>();
    for (const object of possibleTypes(this.#scope, this.#type)) {
      const own = this.#narrower.get(object)?.get(key);
      const nodes = shared && own ? ([...shared, ...own] as const) : (own ?? shared);
      if (nodes === undefined) continue;
      const way = this.#describe(nodes);
      const known = ways.get(way);
      if (known === undefined) ways.set(way, { nodes, objects: [object] });
      else known.objects.push(object);
    }
    if (shared !== undefined) {
      if (ways.size === 1 && ways.has(this.#describe(shared))) return;
      this.#common.delete(key);
    }
    for (const [index, { nodes, objects }] of [...ways.values()].entries()) {
      const source = sourceKey(index === 0 ? key : this.#freeKey(key, index + 1));
      for (const object of objects) this.#add(object, key, { nodes, source });
    }
  }

  #add(object: GraphQLObjectType, key: string, field: BranchField): void {
    const fields = this.#byType.get(object) ?? new Map<string, BranchField>();
    this.#byType.set(object, fields.set(key, field));
  }

  /** A text that is the same for nodes that ask for the same. */
  #describe(nodes: Nodes): string {
    const [{ name, arguments: args = [] }] = nodes;
    const selections = innerSelections(nodes);
    const inner = selections.flatMap((selection) => describeSelection(this.#scope, selection));
    const written = new Set(inner.sort());
    return [name.value, ...args.map(print), '{', ...written].join(' ');
  }

  /** A key that the client uses nowhere in this selection set. */
  #freeKey(key: string, number: number): string {
    const taken = (name: string) =>
      this.#common.has(name) || [...this.#narrower.values()].some((fields) => fields.has(name));
    let name = `${key}__${number}`;
    while (taken(name)) name = `${name}_`;
    return name;
  }
}

/** The parts of a selection set as text, fragments in place, conditions decided. */
function describeSelection(scope: SelectionScope, selectionSet: SelectionSetNode): string[] {
  const query = scope.schema.getQueryType();
  if (!query) return [];
  const parts: string[] = [];
  const narrower = (condition: string, inner: SelectionSetNode) => {
    for (const part of describeSelection(scope, inner)) parts.push(`on ${condition} ${part}`);
  };
  const fields = collectFields(scope, query, [selectionSet], narrower);
  for (const [key, nodes] of fields) {
    const [{ name, arguments: args = [] }] = nodes;
    const head = [key, name.value, ...args.map(print)].join(' ');
    const inner = innerSelections(nodes).flatMap((selection) =>
      describeSelection(scope, selection),
    );
    parts.push(inner.length > 0 ? `${head} { ${[...new Set(inner.sort())].join(' ')} }` : head);
  }
  return parts;
}

function possibleTypes(
  { schema }: SelectionScope,
  type: GraphQLCompositeType,
): readonly GraphQLObjectType[] {
  return isObjectType(type) ? [type] : schema.getPossibleTypes(type);
}

/** The object types that a fragment on `conditionName` lets through where `type` stands. */
function typesWithin(
  scope: SelectionScope,
  type: GraphQLCompositeType,
  conditionName: string,
): readonly GraphQLObjectType[] {
  const condition = scope.schema.getType(conditionName);
  if (!isCompositeType(condition)) return [];
  const allowed = possibleTypes(scope, type);
  const candidates = isAbstractType(condition)
    ? scope.schema.getPossibleTypes(condition)
    : [condition];
  return candidates.filter((object) => allowed.includes(object));
}
