import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { isCalendarDate } from './calendar-date.ts';

function parseDate(value: unknown): string {
  if (typeof value === 'string' && isCalendarDate(value)) return value;
  throw new GraphQLError(
    `A Date must be a calendar date written YYYY-MM-DD, for example "2020-03-31", but got ${JSON.stringify(value)}.`,
    { extensions: { code: 'BAD_USER_INPUT' } },
  );
}

/** A calendar date without a time, as text `YYYY-MM-DD` on both sides. Refuses 2020-02-30. */
export const DateScalar = new GraphQLScalarType<string, string>({
  name: 'Date',
  description: 'A calendar date without a time, written `YYYY-MM-DD`, for example `2020-03-31`.',
  serialize: parseDate,
  parseValue: parseDate,
  parseLiteral(node) {
    return parseDate(node.kind === Kind.STRING ? node.value : undefined);
  },
});
