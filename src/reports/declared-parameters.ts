import type { AnyReport } from './report.ts';

/** What the language itself looks for in any value. */
const asked = new Set(['toJSON', 'then']);

/**
 * Parameters as an author's code sees them: asking for one that the report does not declare throws, where it would be
 * `undefined` in the words of a letter. The compiler says so earlier to those who write TypeScript.
 */
export function declaredParameters(report: AnyReport, params: unknown): unknown {
  if (typeof params !== 'object' || params === null) return params;
  return new Proxy(params, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (value === undefined && typeof name === 'string' && !isKnown(report, target, name)) {
        throw new Error(
          `it asked for the parameter "${name}", which it does not declare; it declares ${report.parameterNames.join(', ') || 'none'}`,
        );
      }
      return value;
    },
  });
}

function isKnown({ parameterNames }: AnyReport, target: object, name: string): boolean {
  return parameterNames.includes(name) || name in target || asked.has(name);
}
