import {
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  parse,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  validate,
} from 'graphql';

/** A source of randomness: the next number from 0 (included) to 1 (excluded). */
export type Random = () => number;

export interface GeneratedOperation {
  readonly text: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface GenerateOptions {
  /**
   * Values to draw arguments from, by `Type.field.argument`, `Input.field` or the name of a scalar. Without an
   * entry a scalar gets small made-up values; a custom scalar without one gets a string.
   */
  readonly examples?: Readonly<Record<string, readonly unknown[]>>;
  /** Default: 5. How deep fields nest. */
  readonly maxDepth?: number;
  /** Default: 40. About how many fields are selected in all. */
  readonly maxFields?: number;
  /** Default: `query`. */
  readonly operation?: 'query' | 'mutation';
  /** Default: `true`. Whether `__schema` and `__type` may be asked for. */
  readonly introspection?: boolean;
  /** Default: `false`. Whether fragments have `@defer` now and then, with and without label and condition. */
  readonly defer?: boolean;
}

/**
 * A random operation that is valid against `schema`: aliases, fields selected twice, inline and named fragments,
 * variables, `@include` and `@skip` by literal and by variable, `__typename`, introspection beside data.
 *
 * The same `random` gives the same operation.
 */
export function generateOperation(
  schema: GraphQLSchema,
  random: Random,
  options: GenerateOptions = {},
): GeneratedOperation {
  for (let attempt = 0; attempt < 200; attempt++) {
    const operation = new OperationWriter(schema, random, options).write();
    // Fields of fragments may still not merge with each other; such an operation is thrown away.
    if (validate(schema, parse(operation.text)).length === 0) return operation;
  }
  throw new Error('A valid operation was expected within 200 attempts, but none was found');
}

/** A repeatable `Random` from a seed (mulberry32, a public-domain generator). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What already stands at one place of the response: response key to signature and inner place. */
type Place = Map<string, { readonly signature: string; readonly inner: Place }>;

type AnyField = GraphQLField<unknown, unknown>;

/** Names for fields; the last few are such as all objects inherit. */
const aliases = ['x', 'y', 'z', 'x', 'y', 'z', 'constructor', 'valueOf', '__proto__'];

class OperationWriter {
  readonly #schema: GraphQLSchema;
  readonly #random: Random;
  readonly #options: GenerateOptions;
  readonly #variables: Record<string, unknown> = {};
  readonly #declarations: string[] = [];
  readonly #booleans: string[] = [];
  readonly #fragments = new Map<string, { readonly type: string; readonly text: string }>();
  #fieldsLeft: number;
  #labels = 0;

  constructor(schema: GraphQLSchema, random: Random, options: GenerateOptions) {
    this.#schema = schema;
    this.#random = random;
    this.#options = options;
    this.#fieldsLeft = options.maxFields ?? 40;
  }

  write(): GeneratedOperation {
    const kind = this.#options.operation ?? 'query';
    const root = this.#schema.getRootType(kind as never);
    if (!root) throw new Error(`The schema has no ${kind} type`);
    const selection = this.#writeSelection(root, new Map(), this.#options.maxDepth ?? 5);
    const declared = this.#declarations.length > 0 ? `(${this.#declarations.join(', ')})` : '';
    const name = this.#chance(0.5) ? ' Generated' : '';
    const head = declared || name || kind !== 'query' ? `${kind}${name}${declared} ` : '';
    const fragments = [...this.#fragments.values()].map(({ text }) => `\n${text}`);
    return { text: `${head}${selection}${fragments.join('')}`, variables: this.#variables };
  }

  #writeSelection(type: GraphQLCompositeType, place: Place, depth: number): string {
    const parts: string[] = [];
    const wanted = 1 + Math.floor(this.#random() * 4);
    for (let count = 0; count < wanted; count++) {
      parts.push(this.#writePart(type, place, depth));
    }
    return `{ ${parts.join(' ')} }`;
  }

  #writePart(type: GraphQLCompositeType, place: Place, depth: number): string {
    const dice = this.#random();
    if (dice < 0.08) return this.#writeTypename(place);
    const fragments = isAbstractType(type) ? 0.45 : 0.2;
    if (dice < 0.08 + fragments && depth > 0) return this.#writeFragment(type, place, depth);
    return this.#writeField(type, place, depth);
  }

  #writeTypename(place: Place): string {
    const key = this.#chance(0.3) ? 'kindName' : '__typename';
    if (!this.#claim(place, key, '__typename: String!')) return '__typename';
    return `${key === '__typename' ? '' : `${key}: `}__typename${this.#writeDirectives()}`;
  }

  #writeFragment(type: GraphQLCompositeType, place: Place, depth: number): string {
    const condition = this.#pick(this.#conditionsOn(type));
    const reusable = [...this.#fragments].filter(
      ([, fragment]) => fragment.type === condition.name,
    );
    if (this.#chance(0.3) && reusable.length > 0) {
      return `...${this.#pick(reusable)[0]}${this.#writeDirectives()}${this.#writeDefer()}`;
    }
    if (this.#chance(0.35)) {
      const text = this.#writeSelection(condition, place, depth - 1);
      const name = `Part${this.#fragments.size}`;
      this.#fragments.set(name, {
        type: condition.name,
        text: `fragment ${name} on ${condition.name} ${text}`,
      });
      return `...${name}${this.#writeDirectives()}${this.#writeDefer()}`;
    }
    const bare = condition.name === type.name && this.#chance(0.5);
    const head = bare ? '...' : `... on ${condition.name}`;
    const directives = `${this.#writeDirectives()}${this.#writeDefer()}`;
    return `${head}${directives} ${this.#writeSelection(condition, place, depth - 1)}`;
  }

  /** Types that a fragment within `type` may name. */
  #conditionsOn(type: GraphQLCompositeType): GraphQLCompositeType[] {
    const possible = isAbstractType(type) ? this.#schema.getPossibleTypes(type) : [type];
    return Object.values(this.#schema.getTypeMap()).filter(
      (candidate): candidate is GraphQLCompositeType =>
        isCompositeType(candidate) &&
        candidate.name.startsWith('__') === type.name.startsWith('__') &&
        (isObjectType(candidate)
          ? possible.includes(candidate)
          : this.#schema.getPossibleTypes(candidate).some((object) => possible.includes(object))),
    );
  }

  #writeField(type: GraphQLCompositeType, place: Place, depth: number): string {
    const field = this.#chooseField(type, depth);
    if (field === undefined) return '__typename';
    const args = this.#writeArguments(type.name, field);
    const signature = `${field.name}${args}: ${field.type}`;
    const key = this.#chooseKey(place, field.name, signature);
    if (key === undefined) return '__typename';
    this.#fieldsLeft -= 1;
    const inner = place.get(key)?.inner ?? new Map();
    const named: GraphQLNamedType = getNamedType(field.type);
    const selection = isCompositeType(named)
      ? ` ${this.#writeSelection(named, inner, depth - 1)}`
      : '';
    const alias = key === field.name ? '' : `${key}: `;
    return `${alias}${field.name}${args}${this.#writeDirectives()}${selection}`;
  }

  #chooseField(type: GraphQLCompositeType, depth: number): AnyField | undefined {
    const fields: AnyField[] = 'getFields' in type ? Object.values(type.getFields()) : [];
    if (type === this.#schema.getQueryType() && this.#options.introspection !== false) {
      if (this.#chance(0.06)) return this.#pick([SchemaMetaFieldDef, TypeMetaFieldDef]);
    }
    const allowed = fields.filter(
      ({ type: fieldType }) =>
        isLeafType(getNamedType(fieldType)) || (depth > 1 && this.#fieldsLeft > 0),
    );
    return allowed.length > 0 ? this.#pick(allowed) : undefined;
  }

  #chooseKey(place: Place, fieldName: string, signature: string): string | undefined {
    const same = [...place].filter(([, taken]) => taken.signature === signature);
    if (same.length > 0 && this.#chance(0.6)) return this.#pick(same)[0];
    const keys = this.#chance(0.3)
      ? [this.#pick(aliases), fieldName]
      : [fieldName, `${fieldName}${place.size}`];
    return keys.find((key) => this.#claim(place, key, signature));
  }

  /** Whether `key` is free at `place` or stands for the same already. */
  #claim(place: Place, key: string, signature: string): boolean {
    const taken = place.get(key);
    if (taken === undefined) {
      place.set(key, { signature, inner: new Map() });
      return true;
    }
    return taken.signature === signature;
  }

  #writeArguments(typeName: string, field: AnyField): string {
    const written = field.args.flatMap((argument) =>
      this.#writeArgument(typeName, field, argument),
    );
    return written.length > 0 ? `(${written.join(', ')})` : '';
  }

  #writeArgument(typeName: string, field: AnyField, argument: GraphQLArgument): string[] {
    const required = isNonNullType(argument.type) && argument.defaultValue === undefined;
    if (!required && this.#chance(0.5)) return [];
    const hint = `${typeName}.${field.name}.${argument.name}`;
    const value = this.#makeValue(argument.type, hint, 2);
    if (!this.#chance(0.4)) return [`${argument.name}: ${writeLiteral(value, argument.type)}`];
    return [`${argument.name}: $${this.#declareVariable(argument, required, value)}`];
  }

  #declareVariable(argument: GraphQLArgument, required: boolean, value: unknown): string {
    const name = `v${this.#declarations.length}`;
    const withDefault = this.#chance(0.3);
    const fallback = withDefault ? ` = ${writeLiteral(value, argument.type)}` : '';
    this.#declarations.push(`$${name}: ${argument.type}${fallback}`);
    const mayOmit = withDefault || (!required && !isNonNullType(argument.type));
    if (!(mayOmit && this.#chance(0.3))) this.#variables[name] = value;
    return name;
  }

  #makeValue(type: GraphQLInputType, hint: string, depth: number): unknown {
    if (!isNonNullType(type) && this.#chance(0.1)) return null;
    const nullable = getNullableType(type);
    if (isListType(nullable)) {
      const length = Math.floor(this.#random() * 4);
      return Array.from({ length }, () => this.#makeValue(nullable.ofType, hint, depth));
    }
    const examples = this.#options.examples?.[hint] ?? this.#options.examples?.[String(nullable)];
    if (examples !== undefined) return this.#pick(examples);
    if (isEnumType(nullable)) return this.#pick(nullable.getValues()).name;
    if (isInputObjectType(nullable)) {
      const entries = Object.values(nullable.getFields()).flatMap((field) => {
        const required = isNonNullType(field.type) && field.defaultValue === undefined;
        if (!required && (depth === 0 || this.#chance(0.5))) return [];
        const inner = `${nullable.name}.${field.name}`;
        return [[field.name, this.#makeValue(field.type, inner, depth - 1)] as const];
      });
      return Object.fromEntries(entries);
    }
    return this.#makeScalar(nullable.name);
  }

  #makeScalar(name: string): unknown {
    if (name === 'Int') return Math.floor(this.#random() * 6);
    if (name === 'Float') return Math.floor(this.#random() * 100) / 4;
    if (name === 'Boolean') return this.#chance(0.5);
    return this.#pick(['', 'a', 'näch "ste"', 'multi\nline']);
  }

  #writeDirectives(): string {
    if (!this.#chance(0.12)) return '';
    const name = this.#chance(0.5) ? 'include' : 'skip';
    const first = ` @${name}(if: ${this.#writeCondition(name === 'include')})`;
    if (!this.#chance(0.15)) return first;
    const other = name === 'include' ? 'skip' : 'include';
    return `${first} @${other}(if: ${this.#writeCondition(other === 'include')})`;
  }

  #writeDefer(): string {
    if (this.#options.defer !== true || this.#chance(0.4)) return '';
    const args: string[] = [];
    if (this.#chance(0.3)) args.push(`if: ${this.#writeCondition(true)}`);
    if (this.#chance(0.5)) {
      this.#labels += 1;
      args.push(`label: "part ${this.#labels}"`);
    }
    return args.length > 0 ? ` @defer(${args.join(', ')})` : ' @defer';
  }

  #writeCondition(usual: boolean): string {
    if (this.#chance(0.4)) return String(this.#chance(0.7) ? usual : !usual);
    if (this.#booleans.length > 0 && this.#chance(0.5)) return `$${this.#pick(this.#booleans)}`;
    const name = `v${this.#declarations.length}`;
    const withDefault = this.#chance(0.3);
    this.#declarations.push(`$${name}: Boolean${withDefault ? ` = ${this.#chance(0.5)}` : '!'}`);
    this.#booleans.push(name);
    if (!withDefault || this.#chance(0.5)) this.#variables[name] = this.#chance(0.5);
    return `$${name}`;
  }

  #chance(probability: number): boolean {
    return this.#random() < probability;
  }

  #pick<Value>(values: readonly Value[]): Value {
    const value = values[Math.floor(this.#random() * values.length)];
    if (value === undefined) throw new Error('There is nothing to pick from');
    return value;
  }
}

function writeLiteral(value: unknown, type: GraphQLInputType | GraphQLOutputType): string {
  if (value === null) return 'null';
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    const items = (value as readonly unknown[]).map((item) => writeLiteral(item, nullable.ofType));
    return `[${items.join(', ')}]`;
  }
  if (isInputObjectType(nullable)) {
    const fields = nullable.getFields();
    const entries = Object.entries(value as object).flatMap(([name, inner]) => {
      const field = fields[name];
      return field ? [`${name}: ${writeLiteral(inner, field.type)}`] : [];
    });
    return `{ ${entries.join(', ')} }`;
  }
  if (isEnumType(nullable)) return String(value);
  if (isScalarType(nullable) || typeof value !== 'object') return JSON.stringify(value);
  throw new Error(`No literal can be written for ${nullable}`);
}
