import { type DirectiveNode, Kind, type SelectionNode } from 'graphql';

/**
 * When a selection counts: every listed variable must be as stated (`skip` wants `false`, `include` wants `true`).
 * An empty list counts always.
 */
export type Guard = readonly { readonly variable: string; readonly wanted: boolean }[];

export const always: Guard = [];

/** `outer` and the directives of `selection` together; `undefined` when a literal rules the selection out. */
export function guardOf(selection: SelectionNode, outer: Guard): Guard | undefined {
  let guard = outer;
  for (const directive of selection.directives ?? []) {
    const name = directive.name.value;
    if (name !== 'include' && name !== 'skip') continue;
    const wanted = name === 'include';
    const value = ifArgument(directive);
    if (value?.kind === Kind.BOOLEAN) {
      if (value.value !== wanted) return undefined;
    } else if (value?.kind === Kind.VARIABLE) {
      const variable = value.name.value;
      const earlier = guard.find((test) => test.variable === variable);
      if (earlier !== undefined && earlier.wanted !== wanted) return undefined;
      if (earlier === undefined) guard = [...guard, { variable, wanted }];
    }
  }
  return guard;
}

function ifArgument(directive: DirectiveNode) {
  return directive.arguments?.find(({ name }) => name.value === 'if')?.value;
}

/** Gives each distinct set of guards a number, so that one run tests each of them only once. */
export class ConditionTable {
  readonly #numbers = new Map<string, number>();
  readonly #conditions: (readonly Guard[])[] = [];

  /** The number of "one of these guards holds", or -1 when that is always so. */
  numberOf(guards: readonly Guard[]): number {
    if (guards.some((guard) => guard.length === 0)) return -1;
    const key = JSON.stringify(guards);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#conditions.push(guards) - 1;
    this.#numbers.set(key, number);
    return number;
  }

  /** Which conditions hold with these variables, by number. */
  evaluate(variables: Readonly<Record<string, unknown>>): readonly boolean[] {
    return this.#conditions.map((guards) =>
      guards.some((guard) =>
        guard.every(({ variable, wanted }) => (variables[variable] === true) === wanted),
      ),
    );
  }
}
