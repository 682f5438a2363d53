/**
 * Every `extensions.code` the gateway itself gives, with one line on what it means.
 * Codes of subgraphs pass through unchanged and are not in this table.
 */
export const gatewayCodes = {
  COMPOSITION_FAILED: 'The subgraphs do not compose into one supergraph',
  GATEWAY_CONFIGURATION: 'The gateway was created with options that cannot work',
  INTERNAL_SERVER_ERROR: 'An unexpected fault; the log has it whole, clients see one sentence',
  BAD_REQUEST: 'The HTTP request is not a GraphQL request',
  MALFORMED_JSON: 'The request body or a search parameter is not valid JSON',
  BODY_TOO_LARGE: 'The request body is larger than the limit',
  UNSUPPORTED_MEDIA_TYPE: 'The request body is not sent as application/json',
  METHOD_NOT_ALLOWED: 'The path exists, but not for this HTTP method',
  NOT_FOUND: 'Nothing is served at this path',
  GRAPHQL_PARSE_FAILED: 'The operation is not valid GraphQL syntax',
  GRAPHQL_VALIDATION_FAILED: 'The operation does not fit the schema',
  OPERATION_TOO_DEEP: 'The operation nests fields deeper than the limit',
  TOO_MANY_TOKENS: 'The operation has more tokens than the limit',
  TOO_MANY_ALIASES: 'The operation has more aliases than the limit',
  TOO_MANY_ROOT_FIELDS: 'The operation has more root fields than the limit',
  TOO_MANY_FIELDS: 'The operation has more fields than the limit',
  TOO_MANY_DIRECTIVES: 'The operation has more directives than the limit',
  TOO_MANY_REPEATED_FIELDS:
    'One place of the operation asks for the same field more often than the limit',
  VARIABLES_TOO_DEEP: 'The variables nest deeper than the limit',
  OPERATION_TOO_COSTLY:
    'The operation may give more objects than the limit, by the sizes of its lists',
  SLICING_ARGUMENT_EXPECTED: 'A list wants exactly one of the arguments that bound it',
  BATCH_TOO_LARGE: 'A request has more operations than the limit',
  INTROSPECTION_DISABLED: 'This caller may not ask for the schema',
  CROSS_SITE_REQUEST: 'A browser sent the request for another site without being allowed to',
  NOT_ACCEPTABLE: 'Accept takes none of the media types that there are',
  UNAUTHENTICATED: 'No credential, or one that is not good',
  FORBIDDEN: 'The credential lacks a scope that the message names',
  SIGN_IN_UNAVAILABLE: 'Credentials cannot be checked at the moment',
  RATE_LIMITED: 'The caller has sent more requests than it may in this time',
  GATEWAY_BUSY: 'As much work as is allowed at one time is under way',
  PERSISTED_QUERY_NOT_FOUND: 'No operation is kept under this hash; send it once with its text',
  PERSISTED_QUERY_NOT_SUPPORTED: 'Operations are not kept here',
  PERSISTED_QUERY_MISMATCH: 'The hash is not that of the text',
  OPERATION_NOT_LISTED: 'Only operations of a list are served, and this is none of them',
  OPERATION_RESOLUTION_FAILURE: 'operationName names no operation of the document, or is missing',
  OPERATION_NOT_PLANNED: 'No plan was found for a valid operation',
  OPERATION_NOT_SUPPORTED: 'The kind of operation is not served at this endpoint',
  BAD_USER_INPUT: 'A variable or an argument has a value its type does not accept',
  NULL_IN_NON_NULL_FIELD: 'A subgraph gave null for a field the schema says is never null',
  VALUE_NOT_IN_SCHEMA: 'A subgraph gave a value that the type of the field does not allow',
  SUBGRAPH_UNREACHABLE: 'No connection to the subgraph, or it broke',
  SUBGRAPH_TIMEOUT: 'The subgraph did not answer within its time',
  SUBGRAPH_BAD_RESPONSE: 'The subgraph answered with something that is no GraphQL response',
  SUBGRAPH_RESPONSE_TOO_LARGE: 'The answer of the subgraph is larger than the limit',
  SUBGRAPH_PAUSED: 'The subgraph failed too often and is left alone for a moment',
  SUBGRAPH_BUSY: 'Too many requests already wait for the subgraph',
} as const;

/** One of the codes above. */
export type GatewayCode = keyof typeof gatewayCodes;
