/** The graph's types and scalars, as the types below read them. */
export interface TypedGraph {
  query: string;
  types: object;
  scalars: object;
}

/** The data that a parsed query gives, read-only throughout. */
export type QueryData<Document, Graph extends TypedGraph> = Document extends {
  definitions: [{ selectionSet: { selections: infer Selections } }, ...unknown[]];
}
  ? Selection<Selections, Graph['query'], Document, Graph>
  : never;

/** The variables that a parsed query takes. */
export type QueryVariables<Document, Graph extends TypedGraph> = Document extends {
  definitions: [{ variableDefinitions: infer Definitions }, ...unknown[]];
}
  ? Flat<VariablesOf<Definitions, Graph>>
  : never;

type Flat<T> = T extends unknown ? { readonly [Key in keyof T]: T[Key] } : never;

/** One object for an object type; one for each possible type of an interface or union. */
type Selection<Selections, Name, Document, Graph extends TypedGraph> =
  TypeNamed<Name, Graph> extends { possibleTypes: infer Possible }
    ? Possible extends string
      ? Flat<Fields<Selections, Possible, Document, Graph>>
      : never
    : Flat<Fields<Selections, Name, Document, Graph>>;

type TypeNamed<Name, Graph extends TypedGraph> = Name extends keyof Graph['types']
  ? Graph['types'][Name]
  : never;

type Fields<Selections, Name, Document, Graph extends TypedGraph> = Selections extends [
  infer First,
  ...infer Rest,
]
  ? (First extends { directives: infer Directives }
      ? IsConditional<Directives> extends true
        ? Partial<OneSelection<First, Name, Document, Graph>>
        : OneSelection<First, Name, Document, Graph>
      : unknown) &
      Fields<Rest, Name, Document, Graph>
  : unknown;

type IsConditional<Directives> = Directives extends [infer First, ...infer Rest]
  ? First extends { name: { value: 'include' | 'skip' } }
    ? true
    : IsConditional<Rest>
  : false;

type OneSelection<Node, Name, Document, Graph extends TypedGraph> = Node extends {
  name: { value: infer Field extends string };
  arguments: unknown;
  selectionSet: infer Set;
}
  ? { [Key in ResponseKey<Node, Field>]: FieldType<Field, Set, Name, Document, Graph> }
  : Node extends { typeCondition: infer Condition; selectionSet: { selections: infer Selections } }
    ? Condition extends { name: { value: infer On } }
      ? FragmentFields<Selections, On, Name, Document, Graph>
      : Fields<Selections, Name, Document, Graph>
    : Node extends { name: { value: infer Spread } }
      ? FragmentNamed<Document, Spread> extends {
          typeCondition: { name: { value: infer On } };
          selectionSet: { selections: infer Selections };
        }
        ? FragmentFields<Selections, On, Name, Document, Graph>
        : unknown
      : unknown;

type FragmentFields<Selections, On, Name, Document, Graph extends TypedGraph> = Name extends On
  ? Fields<Selections, Name, Document, Graph>
  : TypeNamed<On, Graph> extends { possibleTypes: infer Possible }
    ? Name extends Possible
      ? Fields<Selections, Name, Document, Graph>
      : unknown
    : unknown;

type FragmentNamed<Document, Name> = Document extends { definitions: (infer Definition)[] }
  ? Extract<Definition, { typeCondition: unknown; name: { value: Name } }>
  : never;

type ResponseKey<Node, Field extends string> = Node extends {
  alias: { value: infer Alias extends string };
}
  ? Alias
  : Field;

type FieldType<Field, Set, Name, Document, Graph extends TypedGraph> = Field extends '__typename'
  ? Name
  : TypeNamed<Name, Graph> extends { fields: infer Known }
    ? Field extends keyof Known
      ? Known[Field] extends { type: infer Type }
        ? Nullable<Type, Set, Document, Graph>
        : never
      : never
    : never;

type Nullable<Type, Set, Document, Graph extends TypedGraph> = Type extends {
  kind: 'NON_NULL';
  ofType: infer Inner;
}
  ? Present<Inner, Set, Document, Graph>
  : Present<Type, Set, Document, Graph> | null;

type Present<Type, Set, Document, Graph extends TypedGraph> = Type extends {
  kind: 'LIST';
  ofType: infer Item;
}
  ? readonly Nullable<Item, Set, Document, Graph>[]
  : Type extends { name: infer Name }
    ? Set extends { selections: infer Selections }
      ? Selection<Selections, Name, Document, Graph>
      : Leaf<Name, Graph>
    : never;

type Leaf<Name, Graph extends TypedGraph> = Name extends keyof Graph['scalars']
  ? Graph['scalars'][Name]
  : TypeNamed<Name, Graph> extends { enumValues: infer Values }
    ? Values
    : never;

type VariablesOf<Definitions, Graph extends TypedGraph> = Definitions extends [
  infer First,
  ...infer Rest,
]
  ? OneVariable<First, Graph> & VariablesOf<Rest, Graph>
  : unknown;

type OneVariable<Definition, Graph extends TypedGraph> = Definition extends {
  variable: { name: { value: infer Name extends string } };
  type: infer Type;
  defaultValue: infer Default;
}
  ? [IsNonNull<Type>, Default] extends [true, undefined]
    ? { [Key in Name]: WrittenType<Type, Graph> }
    : { [Key in Name]?: WrittenType<Type, Graph> | undefined }
  : unknown;

type IsNonNull<Type> = Type extends { kind: infer Kind extends string }
  ? `${Kind}` extends 'NonNullType'
    ? true
    : false
  : false;

/** The type of a variable as the query writes it: `[ID!]!`. */
type WrittenType<Type, Graph extends TypedGraph> =
  IsNonNull<Type> extends true
    ? Type extends { type: infer Inner }
      ? WrittenPresent<Inner, Graph>
      : never
    : WrittenPresent<Type, Graph> | null;

type WrittenPresent<Type, Graph extends TypedGraph> = Type extends { name: { value: infer Name } }
  ? InputLeaf<Name, Graph>
  : Type extends { type: infer Item }
    ? readonly WrittenType<Item, Graph>[]
    : never;

type InputLeaf<Name, Graph extends TypedGraph> = Name extends keyof Graph['scalars']
  ? Graph['scalars'][Name]
  : TypeNamed<Name, Graph> extends { inputFields: infer Fields }
    ? Flat<InputFields<Fields, Graph>>
    : Leaf<Name, Graph>;

type InputFields<Fields, Graph extends TypedGraph> = Fields extends [infer First, ...infer Rest]
  ? (First extends {
      name: infer Name extends string;
      type: infer Type;
      defaultValue: infer Default;
    }
      ? [Type, Default] extends [{ kind: 'NON_NULL' }, null]
        ? { [Key in Name]: InputType<Type, Graph> }
        : { [Key in Name]?: InputType<Type, Graph> | undefined }
      : unknown) &
      InputFields<Rest, Graph>
  : unknown;

type InputType<Type, Graph extends TypedGraph> = Type extends {
  kind: 'NON_NULL';
  ofType: infer Inner;
}
  ? InputPresent<Inner, Graph>
  : InputPresent<Type, Graph> | null;

type InputPresent<Type, Graph extends TypedGraph> = Type extends {
  kind: 'LIST';
  ofType: infer Item;
}
  ? readonly InputType<Item, Graph>[]
  : Type extends { name: infer Name }
    ? InputLeaf<Name, Graph>
    : never;
