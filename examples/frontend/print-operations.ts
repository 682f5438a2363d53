import {
  buildSchema,
  type FragmentDefinitionNode,
  type GraphQLInputType,
  GraphQLNonNull,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionSetNode,
  Source,
  typeFromAST,
  validate,
} from 'graphql';

/** TypeScript's types for scalars; any other scalar is `unknown`. */
const scalars = new Map([
  ['ID', 'string'],
  ['String', 'string'],
  ['Boolean', 'boolean'],
  ['Int', 'number'],
  ['Float', 'number'],
  ['Date', 'string'],
  ['DateTime', 'string'],
]);

/**
 * The text of `operations.generated.ts`: each operation, checked against the schema, with types for its variables and its
 * data. It does what generators of types for GraphQL clients do, as far as this page needs it: no interfaces or unions.
 *
 * @param documents Texts of `.graphql` files by file name; each holds one operation and the fragments it uses.
 * @throws Error that names file, line and mistake.
 */
export function printOperations(
  schemaText: string,
  documents: ReadonlyMap<string, string>,
): string {
  const schema = buildSchema(schemaText);
  const parts = [...documents].map(([name, text]) => printDocument(schema, name, text));
  return `// Generated from the .graphql files of this folder. Do not edit: run \`npm run generate\`.
import type { TypedOperation } from './typed-operation.ts';

${parts.join('\n')}`;
}

function printDocument(schema: GraphQLSchema, name: string, text: string): string {
  const document = parse(new Source(text, name));
  const problems = validate(schema, document).map(({ message, locations }) => {
    const line = locations?.[0]?.line ?? 1;
    return `${name}:${line} ${message}`;
  });
  if (problems.length > 0) throw new Error(`[generate] ${problems.join('\n')}`);
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      fragments.set(definition.name.value, definition);
    }
  }
  const [operation] = document.definitions.filter(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  );
  const root = operation && schema.getRootType(operation.operation);
  if (!operation?.name || !root) throw new Error(`[generate] ${name}: expected a named operation`);
  const title = operation.name.value;
  return `export interface ${title}Variables ${printVariables(schema, operation)}

export interface ${title}Data ${printSelection(root, operation.selectionSet, fragments, '')}

export const ${title[0]?.toLowerCase()}${title.slice(1)}: TypedOperation<${title}Data, ${title}Variables> = {
  text: ${JSON.stringify(print(document))},
};
`;
}

function printVariables(schema: GraphQLSchema, operation: OperationDefinitionNode): string {
  const lines = (operation.variableDefinitions ?? []).map(({ variable, type, defaultValue }) => {
    const known = typeFromAST(schema, type as never) as GraphQLInputType;
    const mark = isNonNullType(known) && !defaultValue ? '' : '?';
    return `  readonly ${variable.name.value}${mark}: ${printInput(known)};`;
  });
  return `{\n${lines.join('\n')}\n}`;
}

function printInput(type: GraphQLInputType): string {
  if (!isNonNullType(type)) return `${printInputValue(type)} | null`;
  return printInputValue(type.ofType);
}

function printInputValue(type: GraphQLInputType): string {
  if (isListType(type)) return `readonly (${printInput(type.ofType)})[]`;
  if (isInputObjectType(type)) return 'Readonly<Record<string, unknown>>';
  if (isEnumType(type))
    return type
      .getValues()
      .map(({ name }) => `'${name}'`)
      .join(' | ');
  return scalars.get(String(type)) ?? 'unknown';
}

function printSelection(
  type: GraphQLObjectType,
  { selections }: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  indent: string,
): string {
  const lines: string[] = [];
  const add = (selectionSet: SelectionSetNode): void => {
    for (const selection of selectionSet.selections) {
      if (selection.kind !== Kind.FIELD) {
        const source =
          selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
        if (source) add(source.selectionSet);
        continue;
      }
      const key = selection.alias?.value ?? selection.name.value;
      const field = type.getFields()[selection.name.value];
      const printed = field
        ? printOutput(field.type, selection.selectionSet, fragments, `${indent}  `)
        : `'${type.name}'`; // __typename
      lines.push(`${indent}  readonly ${key}: ${printed};`);
    }
  };
  add({ kind: Kind.SELECTION_SET, selections });
  return `{\n${lines.join('\n')}\n${indent}}`;
}

function printOutput(
  type: GraphQLOutputType,
  selectionSet: SelectionSetNode | undefined,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  indent: string,
): string {
  if (isNonNullType(type)) {
    const { ofType } = type;
    if (isListType(ofType)) {
      return `readonly (${printOutput(ofType.ofType, selectionSet, fragments, indent)})[]`;
    }
    if (isObjectType(ofType) && selectionSet) {
      return printSelection(ofType, selectionSet, fragments, indent);
    }
    if (isEnumType(ofType))
      return ofType
        .getValues()
        .map(({ name }) => `'${name}'`)
        .join(' | ');
    const scalar = scalars.get(String(ofType));
    if (selectionSet) throw new Error(`[generate] ${ofType}: expected an object type`);
    return scalar ?? 'unknown';
  }
  return `${printOutput(new GraphQLNonNull(type), selectionSet, fragments, indent)} | null`;
}
