import type { QueryRunner } from 'typeorm';

/** A council and those that took over from it. */
interface Succession {
  gss_code: string;
  replaced_by: readonly string[];
}

/**
 * Makes the successors of each council exactly those given.
 *
 * @returns the codes of councils whose successors were others before.
 */
export async function replaceSuccessors(
  runner: QueryRunner,
  successions: readonly Succession[],
): Promise<string[]> {
  const rows: { predecessor_code: string; successor_code: string }[] = await runner.query(
    'SELECT predecessor_code, successor_code FROM council_successor',
  );
  const moved: string[] = [];
  for (const { gss_code, replaced_by } of successions) {
    const known = new Set(
      rows.filter((row) => row.predecessor_code === gss_code).map((row) => row.successor_code),
    );
    if (known.size === replaced_by.length && replaced_by.every((code) => known.has(code))) continue;
    moved.push(gss_code);
    await runner.query('DELETE FROM council_successor WHERE predecessor_code = ?', [gss_code]);
    for (const successor of replaced_by) {
      await runner.query(
        'INSERT INTO council_successor (predecessor_code, successor_code) VALUES (?, ?)',
        [gss_code, successor],
      );
    }
  }
  return moved;
}
