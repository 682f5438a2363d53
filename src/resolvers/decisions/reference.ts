import { inputError } from '../common/input-error.ts';

const pattern = /^(\d{2})[ -]?(\d{3})[ -]?(\d{3})$/;

/**
 * A reference as it is stored, `19 007 429`, from one written with spaces, dashes or nothing between.
 *
 * @throws BAD_USER_INPUT for anything else.
 */
export function parseReference(text: string): string {
  const parts = pattern.exec(text.trim());
  if (!parts) {
    throw inputError(
      'reference',
      'a year and a serial, for example "19 007 429" or "19-007-429"',
      text,
    );
  }
  return `${parts[1]} ${parts[2]} ${parts[3]}`;
}
