import {
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  type OperationDefinitionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { AnyReport } from '../../src/reports/report.ts';

/** Scalars that hold what people wrote. Others are checked by the graph: enums, dates, numbers. */
const textScalars = new Set(['String', 'ID']);

/**
 * Paths of all fields of a report's data that hold text, as response keys with dots between them; lists count as what
 * they hold. A fragment's fields stand at every place that spreads it.
 */
export function findTextPaths(report: AnyReport, schema: GraphQLSchema): ReadonlySet<string> {
  const { document } = report.query;
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === 'FragmentDefinition' ? [[definition.name.value, definition]] : [],
    ),
  );
  const found = new Set<string>();
  const walk = (
    node: OperationDefinitionNode | object,
    prefix: readonly string[],
    info: TypeInfo,
  ) => {
    const path = [...prefix];
    visit(
      node as OperationDefinitionNode,
      visitWithTypeInfo(info, {
        Field: {
          enter(field) {
            path.push(field.alias?.value ?? field.name.value);
            const type = getNamedType(info.getType());
            if (isLeafType(type) && textScalars.has(type.name)) found.add(path.join('.'));
          },
          leave() {
            path.pop();
          },
        },
        FragmentSpread(spread) {
          const fragment = fragments.get(spread.name.value);
          if (fragment) walk(fragment, path, new TypeInfo(schema));
        },
      }),
    );
  };
  for (const definition of document.definitions) {
    if (definition.kind === 'OperationDefinition') walk(definition, [], new TypeInfo(schema));
  }
  return found;
}

/** The data with every text at these paths changed. What is null stays null. */
export function changeTexts(
  data: unknown,
  paths: ReadonlySet<string>,
  change: (text: string) => string,
  path = '',
): unknown {
  if (typeof data === 'string') return paths.has(path) ? change(data) : data;
  if (Array.isArray(data)) return data.map((item) => changeTexts(item, paths, change, path));
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [
      key,
      changeTexts(value, paths, change, path === '' ? key : `${path}.${key}`),
    ]),
  );
}
