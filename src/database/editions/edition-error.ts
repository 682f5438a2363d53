/** A file of an edition does not say what an edition has to say. */
export class EditionError extends Error {
  override readonly name = 'EditionError';
  readonly code = 'EDITION_INVALID';

  constructor(
    readonly file: string,
    readonly problems: readonly string[],
  ) {
    super(
      [
        `[edition] ${file}: expected an edition of the letters, but got ${problems.length} ${problems.length === 1 ? 'mistake' : 'mistakes'}. See docs/data.md for what it says.`,
        ...problems,
      ].join('\n'),
    );
  }
}
