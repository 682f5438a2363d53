/**
 * The compile-time check behind `graphql()`: walks a parsed query beside the graph's types and gives
 * a sentence for every field or argument that the graph does not have, `never` when all is well.
 *
 * gql.tada alone types an unknown field as `unknown`, which lets a misspelt field through.
 */
export type QueryProblem<Document, Graph extends GraphLike> = [Document] extends [never]
  ? 'This is not a GraphQL document: it does not parse.'
  : Document extends { definitions: infer Definitions }
    ? DefinitionProblem<Definitions, Graph>
    : never;

/** The graph's types as `graph-types.generated.ts` gives them. */
export interface GraphLike {
  query: string;
  types: object;
}

type DefinitionProblem<Definitions, Graph extends GraphLike> = Definitions extends [
  infer First,
  ...infer Rest,
]
  ?
      | (First extends { operation: infer Operation extends string; selectionSet: infer Set }
          ? `${Operation}` extends 'query'
            ? SetProblem<Set, Graph['query'], Graph>
            : `Expected a query, but got a ${Operation}.`
          : First extends { typeCondition: { name: { value: infer On } }; selectionSet: infer Set }
            ? SetProblem<Set, On, Graph>
            : never)
      | DefinitionProblem<Rest, Graph>
  : never;

type SetProblem<Set, Name, Graph extends GraphLike> = Set extends { selections: infer Selections }
  ? Name extends keyof Graph['types']
    ? SelectionProblem<Selections, Name, Graph>
    : `The graph has no type "${Name & string}".`
  : never;

type SelectionProblem<
  Selections,
  Name extends keyof Graph['types'],
  Graph extends GraphLike,
> = Selections extends [infer First, ...infer Rest]
  ? OneProblem<First, Name, Graph> | SelectionProblem<Rest, Name, Graph>
  : never;

type OneProblem<Node, Name extends keyof Graph['types'], Graph extends GraphLike> = Node extends {
  name: { value: infer Field extends string };
  arguments: infer Arguments;
  selectionSet: infer Set;
}
  ? Field extends '__typename'
    ? never
    : Graph['types'][Name] extends { fields: infer Fields }
      ? Field extends keyof Fields
        ? FieldProblem<Fields[Field], Field, Name & string, Arguments, Set, Graph>
        : `"${Name & string}" has no field "${Field}".`
      : never
  : Node extends { typeCondition: infer Condition; selectionSet: infer Set }
    ? SetProblem<Set, Condition extends { name: { value: infer On } } ? On : Name, Graph>
    : never;

type FieldProblem<
  Definition,
  Field extends string,
  Name extends string,
  Arguments,
  Set,
  Graph extends GraphLike,
> = Definition extends { args: infer Known; type: infer Type }
  ?
      | ArgumentProblem<Arguments, Known, `${Name}.${Field}`>
      | (NamedType<Type> extends infer Result extends keyof Graph['types']
          ? Graph['types'][Result] extends { fields: unknown }
            ? Set extends undefined
              ? `"${Name}.${Field}" needs a selection of fields: "${Field} { … }".`
              : SetProblem<Set, Result, Graph>
            : LeafProblem<Set, `${Name}.${Field}`>
          : LeafProblem<Set, `${Name}.${Field}`>)
  : never;

type LeafProblem<Set, Path extends string> = Set extends undefined
  ? never
  : `"${Path}" is a plain value: it takes no selection of fields.`;

type ArgumentProblem<Arguments, Known, Path extends string> = Arguments extends [
  { name: { value: infer Argument } },
  ...infer Rest,
]
  ?
      | (Argument extends Known ? never : `"${Path}" has no argument "${Argument & string}".`)
      | ArgumentProblem<Rest, Known, Path>
  : never;

type NamedType<Type> = Type extends { ofType: infer Inner extends object }
  ? NamedType<Inner>
  : Type extends { name: infer Name }
    ? Name
    : never;
