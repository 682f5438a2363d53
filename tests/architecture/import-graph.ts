import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** What each of our source files imports: files by their path from the project's folder, packages by name. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

const importPattern =
  /(?:^|\n)\s*(?:import|export)\s(?:[^'"`;]*?\sfrom\s)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g;

/** Reads every import of every file below a folder. Types count too: they tie rooms together as well. */
export function readImportGraph(folder: string): ImportGraph {
  const files = globSync(`${folder}/**/*.{ts,tsx}`);
  return new Map(files.map((file) => [file, readImports(file, readFileSync(file, 'utf8'))]));
}

/** The imports of one file. What stands in a template with a value in its path is no import of the file. */
export function readImports(file: string, source: string): string[] {
  return [...source.matchAll(importPattern)]
    .map((match) => match[1] ?? match[2] ?? '')
    .filter((specifier) => !specifier.includes('${'))
    .map((specifier) =>
      specifier.startsWith('.') ? normalize(join(dirname(file), specifier)) : specifier,
    );
}

/** Everything that a file brings in, its own imports and theirs. */
export function readClosure(graph: ImportGraph, entry: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const waiting = [entry];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    waiting.push(...(graph.get(file) ?? []));
  }
  return seen;
}
