import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EditionError } from './edition-error.ts';
import { type EditionFile, editionFile } from './edition-file.ts';

/**
 * The editions in a folder of JSON files, oldest first.
 *
 * @throws EditionError with every mistake of the first file that has any.
 */
export async function readEditions(folder: string): Promise<EditionFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  const editions: EditionFile[] = [];
  for (const name of names.toSorted()) {
    const edition = parseEdition(name, await readFile(join(folder, name), 'utf8'));
    if (editions.some(({ yearEnding }) => yearEnding === edition.yearEnding)) {
      throw new EditionError(name, [
        `yearEnding: expected a year of its own, but got ${edition.yearEnding} again`,
      ]);
    }
    editions.push(edition);
  }
  return editions.toSorted((a, b) => a.yearEnding - b.yearEnding);
}

/** One edition from the text of its file. */
export function parseEdition(name: string, text: string): EditionFile {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new EditionError(name, [`expected JSON, but got text that is not (${String(error)})`]);
  }
  const parsed = editionFile.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new EditionError(
    name,
    parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`),
  );
}
