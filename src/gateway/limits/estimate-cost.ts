import {
  type DocumentNode,
  type FieldNode,
  GraphQLError,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  isAbstractType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  typeFromAST,
  type ValueNode,
} from 'graphql';
import { type Fragments, fragmentsOf } from '../plan/filter-root-selection.ts';
import { type CostRules, readCostRules } from './cost-rules.ts';
import { ruleOf, sizeOf } from './list-size.ts';
import { assertOneSlicingArgument } from './slicing-arguments.ts';

/** Fields that are looked at before an operation counts as boundless. */
const maxSteps = 200_000;

/**
 * The most that an operation can cost: for each object that it may give, the weight of its type or field, which is 1
 * where `@cost` says nothing; leaves weigh nothing. A list counts as many items as its page arguments (`first`, `last`)
 * ask for, or `@listSize` says, or else as `assumedListSize`. Of types that exclude each other the dearest counts.
 * Introspection costs nothing; how deep it nests is bounded elsewhere.
 *
 * As long as no list is longer than was said of it, the estimate is never below what the response has.
 *
 * @throws GraphQLError `SLICING_ARGUMENT_EXPECTED` where `@listSize` wants exactly one argument and gets another number.
 */
export type CostEstimator = (
  document: DocumentNode,
  operationName: string | undefined,
  variables: Readonly<Record<string, unknown>>,
) => number;

/** Makes the estimator of a gateway's schema. `supergraph` has what `@cost` and `@listSize` say. */
export function createCostEstimator(
  schema: GraphQLSchema,
  supergraph: DocumentNode,
  assumedListSize: number,
): CostEstimator {
  const rules = readCostRules(supergraph);
  const kept = new WeakMap<OperationDefinitionNode, Map<string, number>>();
  return (document, operationName, variables) => {
    const operation = getOperationAST(document, operationName);
    const rootType = operation && schema.getRootType(operation.operation);
    if (!operation || !rootType) return 0;
    const costs = kept.get(operation) ?? new Map<string, number>();
    kept.set(operation, costs);
    const sizes = sizesOf(operation, variables);
    const known = costs.get(sizes);
    if (known !== undefined) return known;
    const fragments = fragmentsOf(document);
    const estimate = new Estimate(schema, rules, assumedListSize, fragments, operation, variables);
    const cost = estimate.costOf([operation.selectionSet], rootType, new Map());
    if (sizes.length <= longestKept) {
      // Callers choose the values, and so how many different ones there are.
      if (costs.size >= mostKept) costs.clear();
      costs.set(sizes, cost);
    }
    return cost;
  };
}

/** How many estimates of an operation are kept, and for values of which length at most. */
const [mostKept, longestKept] = [64, 400];

/**
 * All that an estimate depends on in an operation's variables, as text: numbers and what is true, how long lists are and
 * which fields objects have. What a text says is never a size.
 */
function sizesOf(
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): string {
  let sizes = '';
  for (const { variable } of variableDefinitions) {
    const name = variable.name.value;
    sizes += Object.hasOwn(variables, name) ? `${sizeOfValue(variables[name])};` : ';';
  }
  return sizes;
}

function sizeOfValue(value: unknown): string {
  if (typeof value === 'string') return 's';
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) {
    // Of more it is not worth while to ask.
    if (value.length > longestKept) return ' '.repeat(longestKept + 1);
    return `[${value.map(sizeOfValue).join()}]`;
  }
  const fields = Object.entries(value).map(
    ([name, inner]) => `${JSON.stringify(name)}:${sizeOfValue(inner)}`,
  );
  return `{${fields.join()}}`;
}

/** Refuses an operation that may cost more than `maxCost`. @throws GraphQLError `OPERATION_TOO_COSTLY` */
export function assertCost(cost: number, maxCost: number): void {
  if (cost <= maxCost) return;
  throw new GraphQLError(
    `Operations that give at most ${maxCost} objects were expected, but by the sizes of its lists this one may give ` +
      `${Number.isFinite(cost) ? Math.ceil(cost) : 'any number'}. Ask for smaller pages.`,
    { extensions: { code: 'OPERATION_TOO_COSTLY' } },
  );
}

/** The fields of one response key. */
interface FieldGroup {
  readonly node: FieldNode;
  readonly sets: SelectionSetNode[];
}

/** The estimate of one operation with its variables. */
class Estimate {
  readonly #identities = new Map<SelectionSetNode, number>();
  readonly #known = new Map<string, number>();
  readonly #defaults: ReadonlyMap<string, ValueNode>;
  #steps = 0;

  constructor(
    readonly schema: GraphQLSchema,
    readonly rules: CostRules,
    readonly assumedListSize: number,
    readonly fragments: Fragments,
    operation: OperationDefinitionNode,
    readonly variables: Readonly<Record<string, unknown>>,
  ) {
    this.#defaults = new Map(
      (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
        defaultValue ? [[variable.name.value, defaultValue] as const] : [],
      ),
    );
  }

  /** What the fields of merged selections cost on one object. */
  costOf(
    sets: readonly SelectionSetNode[],
    type: GraphQLObjectType,
    within: ReadonlyMap<string, number>,
  ): number {
    const key = `${type.name} ${sets.map((set) => this.#identify(set)).join()} ${[...within].join()}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const groups = new Map<string, FieldGroup>();
    for (const set of sets) this.#collect(set, type, groups);
    let cost = 0;
    const fields = type.getFields();
    for (const { node, sets: inner } of groups.values()) {
      const field = fields[node.name.value];
      if (field) cost += this.#fieldCost(type, field, node, inner, within.get(field.name));
    }
    if (this.#steps > maxSteps) return Number.POSITIVE_INFINITY;
    this.#known.set(key, cost);
    return cost;
  }

  #fieldCost(
    parent: GraphQLObjectType,
    field: GraphQLField<unknown, unknown>,
    node: FieldNode,
    sets: readonly SelectionSetNode[],
    inherited: number | undefined,
  ): number {
    const { weights } = this.rules;
    const coordinate = `${parent.name}.${field.name}`;
    const values = this.#argumentValues(field, node);
    const coordinates = [
      coordinate,
      ...parent.getInterfaces().map(({ name }) => `${name}.${field.name}`),
    ];
    const rule = ruleOf(coordinates, this.rules.listSizes);
    if (rule?.slicingArguments?.length) {
      assertOneSlicingArgument(coordinate, field, node, rule, this.#givenValues(node));
    }
    const size = sizeOf(coordinates, field, values, inherited, this.assumedListSize, this.rules);
    const named = getNamedType(field.type);
    const own = weights.get(coordinate);
    let each = own ?? weights.get(named.name) ?? 0;
    const types = isAbstractType(named)
      ? this.schema.getPossibleTypes(named)
      : isObjectType(named)
        ? [named]
        : [];
    for (const type of types) {
      const weight = own ?? weights.get(type.name) ?? weights.get(named.name) ?? 1;
      each = Math.max(each, weight + this.costOf(sets, type, size.within));
    }
    const items = size.items === 0 ? 0 : size.items * each;
    return items + this.#argumentsCost(coordinate, field, values);
  }

  /** `@cost` of the arguments that are given, and of input fields within them. */
  #argumentsCost(
    coordinate: string,
    field: GraphQLField<unknown, unknown>,
    values: Readonly<Record<string, unknown>>,
  ): number {
    const { weights } = this.rules;
    if (weights.size === 0) return 0;
    let cost = 0;
    for (const { name, type } of field.args) {
      if (values[name] === undefined) continue;
      cost += weights.get(`${coordinate}(${name}:)`) ?? 0;
      cost += this.#inputCost(getNamedType(type).name, values[name]);
    }
    return cost;
  }

  #inputCost(typeName: string, value: unknown): number {
    if (Array.isArray(value)) {
      return value.reduce((sum: number, item) => sum + this.#inputCost(typeName, item), 0);
    }
    const type = this.schema.getType(typeName);
    if (typeof value !== 'object' || value === null || !type || !('getFields' in type)) return 0;
    const fields = type.getFields();
    let cost = 0;
    for (const [name, item] of Object.entries(value)) {
      const field = fields[name];
      if (!field) continue;
      cost += this.rules.weights.get(`${typeName}.${name}`) ?? 0;
      cost += this.#inputCost(getNamedType(field.type).name, item);
    }
    return cost;
  }

  /** The arguments that the operation itself gives; `undefined` for variables that are not given. */
  #givenValues(node: FieldNode): Readonly<Record<string, unknown>> {
    return Object.fromEntries(
      (node.arguments ?? []).map(({ name, value }) => [name.value, this.#valueOf(value)]),
    );
  }

  #argumentValues(
    field: GraphQLField<unknown, unknown>,
    node: FieldNode,
  ): Readonly<Record<string, unknown>> {
    const values: Record<string, unknown> = {};
    for (const argument of field.args) {
      const given = node.arguments?.find(({ name }) => name.value === argument.name);
      const value = given && this.#valueOf(given.value);
      if (value === undefined || value === null) {
        const fallback: unknown = argument.defaultValue;
        // An explicit null may be read as the default value, or as no bound at all.
        const isUnclear = value === null && typeof fallback === 'number';
        values[argument.name] = isUnclear ? Math.max(fallback, this.assumedListSize) : fallback;
      } else values[argument.name] = value;
    }
    return values;
  }

  #valueOf(node: ValueNode): unknown {
    switch (node.kind) {
      case Kind.VARIABLE: {
        const name = node.name.value;
        const fallback = this.#defaults.get(name);
        return Object.hasOwn(this.variables, name)
          ? this.variables[name]
          : fallback && this.#valueOf(fallback);
      }
      case Kind.INT:
      case Kind.FLOAT:
        return Number(node.value);
      case Kind.LIST:
        return node.values.map((value) => this.#valueOf(value));
      case Kind.OBJECT:
        return Object.fromEntries(
          node.fields.map(({ name, value }) => [name.value, this.#valueOf(value)]),
        );
      case Kind.NULL:
        return null;
      default:
        return node.value;
    }
  }

  #collect(set: SelectionSetNode, type: GraphQLObjectType, groups: Map<string, FieldGroup>): void {
    for (const selection of set.selections) {
      if (++this.#steps > maxSteps) return;
      if (!this.#isIncluded(selection)) continue;
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        const group = groups.get(key) ?? { node: selection, sets: [] };
        groups.set(key, group);
        if (selection.selectionSet && !group.sets.includes(selection.selectionSet)) {
          group.sets.push(selection.selectionSet);
        }
        continue;
      }
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT
          ? selection
          : this.fragments.get(selection.name.value);
      if (!fragment) continue;
      const { typeCondition } = fragment;
      const condition = typeCondition && typeFromAST(this.schema, typeCondition);
      const applies =
        condition === undefined ||
        condition === type ||
        (isAbstractType(condition) && this.schema.isSubType(condition, type));
      if (applies) this.#collect(fragment.selectionSet, type, groups);
    }
  }

  #isIncluded({ directives = [] }: SelectionNode): boolean {
    return directives.every(({ name, arguments: given = [] }) => {
      if (name.value !== 'skip' && name.value !== 'include') return true;
      const condition = given.find((argument) => argument.name.value === 'if')?.value;
      return condition === undefined || this.#valueOf(condition) === (name.value === 'include');
    });
  }

  #identify(set: SelectionSetNode): number {
    const identity = this.#identities.get(set) ?? this.#identities.size;
    this.#identities.set(set, identity);
    return identity;
  }
}
