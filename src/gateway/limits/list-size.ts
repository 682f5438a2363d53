import {
  type GraphQLField,
  type GraphQLOutputType,
  getNullableType,
  isListType,
  isObjectType,
} from 'graphql';
import type { CostRules, ListSizeRule } from './cost-rules.ts';

/** Values of a field's arguments as they are known before it runs; what is not known is `undefined`. */
export type ArgumentValues = Readonly<Record<string, unknown>>;

/** How many items a field gives. */
export interface FieldSize {
  /** Instances of the field's named type: 1 where it is no list. */
  readonly items: number;
  /** Sizes of lists that are fields of the field's type, by name: a connection's `nodes` and `edges`. */
  readonly within: ReadonlyMap<string, number>;
}

const nothingWithin: ReadonlyMap<string, number> = new Map();

/** Arguments and lists of a connection, by the Relay convention and our own. */
const pageArguments = ['first', 'last'];
const pageFields = ['edges', 'nodes'];

/**
 * How many items a field may give.
 *
 * @param coordinates `Type.field`, and the same of the interfaces of the type.
 * @param inherited The size that the field around it gives to this one, if any.
 * @param assumed Size of a list that nothing tells.
 */
export function sizeOf(
  coordinates: readonly string[],
  field: GraphQLField<unknown, unknown>,
  values: ArgumentValues,
  inherited: number | undefined,
  assumed: number,
  { listSizes }: CostRules,
): FieldSize {
  const rule = ruleOf(coordinates, listSizes) ?? conventionOf(field);
  const levels = listLevels(field.type);
  if (levels === 0) {
    const within = rule?.sizedFields ?? [];
    if (rule === undefined || within.length === 0) return { items: 1, within: nothingWithin };
    const size = slice(rule, values, assumed);
    return { items: 1, within: new Map(within.map((name) => [name, size])) };
  }
  const isSized = rule !== undefined && !rule.sizedFields?.length;
  const outer = inherited ?? (isSized ? slice(rule, values, assumed) : unsized(values, assumed));
  return { items: outer * assumed ** (levels - 1), within: nothingWithin };
}

/** What `@listSize` says of a field, or of the same field of an interface. */
export function ruleOf(
  coordinates: readonly string[],
  listSizes: CostRules['listSizes'],
): ListSizeRule | undefined {
  for (const coordinate of coordinates) {
    const rule = listSizes.get(coordinate);
    if (rule !== undefined) return rule;
  }
  return undefined;
}

/** What the names of arguments tell where no directive does. */
function conventionOf(field: GraphQLField<unknown, unknown>): ListSizeRule | undefined {
  const slicingArguments = pageArguments.filter((name) =>
    field.args.some((argument) => argument.name === name),
  );
  if (slicingArguments.length === 0) return undefined;
  if (listLevels(field.type) > 0) return { slicingArguments };
  const type = getNullableType(field.type);
  if (!isObjectType(type)) return undefined;
  const fields = type.getFields();
  return { slicingArguments, sizedFields: pageFields.filter((name) => fields[name] !== undefined) };
}

function slice(rule: ListSizeRule, values: ArgumentValues, assumed: number): number {
  const sizes = (rule.slicingArguments ?? [])
    .map((path) => valueAt(values, path))
    .filter((value): value is number => typeof value === 'number' && value >= 0);
  if (sizes.length > 0) return Math.max(...sizes);
  return rule.assumedSize ?? unsized(values, assumed);
}

/** A list by keys has as many items as keys were given, if that is more than is assumed. */
function unsized(values: ArgumentValues, assumed: number): number {
  const lengths = Object.values(values).map((value) => (Array.isArray(value) ? value.length : 0));
  return Math.max(assumed, ...lengths);
}

/** The value at a path such as `page.first` within argument values. */
export function valueAt(values: ArgumentValues, path: string): unknown {
  let value: unknown = values;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return value;
}

function listLevels(type: GraphQLOutputType): number {
  let levels = 0;
  let inner = getNullableType(type);
  while (isListType(inner)) {
    levels++;
    inner = getNullableType(inner.ofType);
  }
  return levels;
}
