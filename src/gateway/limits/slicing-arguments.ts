import { type FieldNode, GraphQLError, type GraphQLField } from 'graphql';
import type { ListSizeRule } from './cost-rules.ts';
import { type ArgumentValues, valueAt } from './list-size.ts';

/**
 * Refuses a field whose `@listSize` wants exactly one of its slicing arguments, as it does unless
 * `requireOneSlicingArgument` is false. Arguments that are null do not count; default values count where no argument is
 * given. Arguments that clients cannot see are not expected of them.
 *
 * @param coordinate `Type.field`.
 * @param given What the client gave, null where it gave null.
 * @throws GraphQLError `SLICING_ARGUMENT_EXPECTED`
 */
export function assertOneSlicingArgument(
  coordinate: string,
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  rule: ListSizeRule,
  given: ArgumentValues,
): void {
  if (rule.requireOneSlicingArgument === false) return;
  const known = new Map(field.args.map((argument) => [argument.name, argument]));
  const paths = (rule.slicingArguments ?? []).filter((path) => known.has(rootOf(path)));
  if (paths.length === 0) return;
  const used = paths.filter((path) => isGiven(given, path));
  if (used.length === 1) return;
  const isByDefault = paths.some((path) => {
    const name = rootOf(path);
    return given[name] === undefined && isGiven({ [name]: known.get(name)?.defaultValue }, path);
  });
  if (used.length === 0 && isByDefault) return;
  throw new GraphQLError(
    `${paths.length === 1 ? 'The argument' : 'Exactly one of the arguments'} ${quote(paths)} of ${coordinate} was ` +
      `expected, for it bounds the list, but got ${used.length === 0 ? 'none' : quote(used)}. ` +
      `${used.length === 0 ? 'Say how many items you want.' : 'Leave all but one of them out.'}`,
    { nodes: node, extensions: { code: 'SLICING_ARGUMENT_EXPECTED', coordinate } },
  );
}

function isGiven(values: ArgumentValues, path: string): boolean {
  const value = valueAt(values, path);
  return value !== undefined && value !== null;
}

function rootOf(path: string): string {
  return path.split('.', 1)[0] ?? path;
}

function quote(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}
