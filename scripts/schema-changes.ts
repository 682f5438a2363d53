/**
 * What a client notices when one public schema takes the place of another, and deprecations that do
 * not say until when.
 */
import {
  findBreakingChanges,
  findDangerousChanges,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
} from 'graphql';

/** A line for each thing found, in the schema's order; both are empty when all is well. */
export interface SchemaFindings {
  /** What fails the check: breaking changes, and deprecations without a reason and a date. */
  readonly errors: string[];
  /** What may surprise a client that is written carelessly, such as a new enum value. */
  readonly warnings: string[];
}

/** Compares the schema as it is with the one last released. */
export function findSchemaFindings(
  released: GraphQLSchema,
  current: GraphQLSchema,
): SchemaFindings {
  const errors = findBreakingChanges(released, current).map(
    ({ type, description }) => `${type}: ${description}`,
  );
  const warnings = findDangerousChanges(released, current).map(
    ({ type, description }) => `${type}: ${description}`,
  );
  return { errors: [...errors, ...findUndatedDeprecations(current)], warnings };
}

/** Deprecations of fields, arguments, input fields and enum values whose reason lacks words or a date. */
function findUndatedDeprecations(schema: GraphQLSchema): string[] {
  return listDeprecations(schema)
    .filter(({ reason }) => !hasDateAndWords(reason))
    .map(
      ({ coordinate, reason }) =>
        `UNDATED_DEPRECATION: ${coordinate} must be deprecated with a reason and the date YYYY-MM-DD of its removal, but got ${JSON.stringify(reason)}.`,
    );
}

interface Deprecation {
  /** `Council.name`, `Council.decisions(first:)`, `Outcome.UPHELD`. */
  readonly coordinate: string;
  readonly reason: string;
}

interface Member {
  readonly name: string;
  readonly deprecationReason?: string | null | undefined;
}

function listDeprecations(schema: GraphQLSchema): Deprecation[] {
  const found: Deprecation[] = [];
  const note = (coordinate: string, { deprecationReason: reason }: Member) => {
    if (typeof reason === 'string') found.push({ coordinate, reason });
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (isIntrospectionType(type)) continue;
    if (isEnumType(type)) {
      for (const value of type.getValues()) note(`${type.name}.${value.name}`, value);
    } else if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields()))
        note(`${type.name}.${field.name}`, field);
    } else if (isObjectType(type) || isInterfaceType(type)) {
      for (const field of Object.values(type.getFields())) {
        note(`${type.name}.${field.name}`, field);
        for (const argument of field.args)
          note(`${type.name}.${field.name}(${argument.name}:)`, argument);
      }
    }
  }
  return found;
}

/** True for `Use name. Goes on 2027-04-01.`: a date that the calendar has, and words beside it. */
function hasDateAndWords(reason: string): boolean {
  const date = /(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)/.exec(reason)?.[0];
  if (date === undefined) return false;
  const time = new Date(`${date}T00:00:00Z`);
  const isReal = !Number.isNaN(time.getTime()) && time.toISOString().startsWith(date);
  return isReal && /\p{L}{2}/u.test(reason.replace(date, ''));
}
