/**
 * A mistake in a template, or a value where that value cannot stand. The message names the tag, the
 * place, what was expected and what came.
 */
export class MarkupError extends Error {
  override readonly name = 'MarkupError';
  readonly code = 'REPORT_TEMPLATE_INVALID';
}
