import { GraphQLError, Lexer, Source, TokenKind } from 'graphql';

/** Brackets may nest this deep. The parser calls itself for each, so that the stack would end at a few thousand. */
const maxNesting = 200;

const opening: ReadonlySet<string> = new Set([
  TokenKind.BRACE_L,
  TokenKind.BRACKET_L,
  TokenKind.PAREN_L,
]);
const closing: ReadonlySet<string> = new Set([
  TokenKind.BRACE_R,
  TokenKind.BRACKET_R,
  TokenKind.PAREN_R,
]);

/**
 * Reads the tokens of a document one by one, before a parser sees it.
 *
 * @returns How many there are, comments included.
 * @throws GraphQLError `TOO_MANY_TOKENS`, `OPERATION_TOO_DEEP` for brackets, `GRAPHQL_PARSE_FAILED` for what is no token.
 */
export function scanTokens(text: string, maxTokens: number): number {
  const lexer = new Lexer(new Source(text));
  let count = 0;
  let nesting = 0;
  for (;;) {
    const token = advance(lexer);
    count++;
    for (let ignored = token.prev; ignored?.kind === TokenKind.COMMENT; ignored = ignored.prev) {
      count++;
    }
    const { kind } = token;
    if (kind === TokenKind.EOF) count--;
    if (count > maxTokens) throw tooManyTokens(maxTokens);
    if (kind === TokenKind.EOF) return count;
    if (opening.has(kind)) nesting++;
    else if (closing.has(kind)) nesting--;
    if (nesting > maxNesting) throw nestedTooDeep();
  }
}

function advance(lexer: Lexer) {
  try {
    return lexer.advance();
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw new GraphQLError(error.message, {
      source: error.source ?? null,
      positions: error.positions ?? null,
      extensions: { code: 'GRAPHQL_PARSE_FAILED' },
    });
  }
}

function tooManyTokens(maxTokens: number): GraphQLError {
  return new GraphQLError(
    `At most ${maxTokens} tokens were expected, but the document has more. ` +
      'Ask for less at once, in several operations.',
    { extensions: { code: 'TOO_MANY_TOKENS' } },
  );
}

function nestedTooDeep(): GraphQLError {
  return new GraphQLError(
    `Brackets nested at most ${maxNesting} deep were expected, but the document has more. ` +
      'Ask for less at once, in several operations.',
    { extensions: { code: 'OPERATION_TOO_DEEP' } },
  );
}
