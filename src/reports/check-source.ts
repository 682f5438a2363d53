import { writeSource } from './markup/letter-shape.ts';
import { RenderedLetter } from './rendered-letter.ts';
import type { RenderedReport } from './rendered-report.ts';
import type { Allowance } from './report.ts';
import type { Finding } from './report-check.ts';

/** Stands where a value begins: no value holds it, for all but ASCII is escaped. */
const mark = '\ue000';

const includes = /<mj-include\b/gi;
const rawBlocks = /<mj-raw\b[^>]*>([\s\S]*?)<\/mj-raw>/gi;
const remoteImages =
  /(?:\b(?:src|srcset|background|background-url|poster)\s*=\s*["']|url\(\s*["']?|@import\s+["'])[\s\ue000]*((?:https?:)?\/\/[^"')\s]*)/gi;

/**
 * What the MJML of a letter holds that is refused unless its report allows it: included files, values in `mj-raw`, and
 * images or styles from elsewhere. Each with its line.
 */
export function checkSource(letter: RenderedReport, allowed: readonly Allowance[]): Finding[] {
  const source =
    letter instanceof RenderedLetter
      ? writeSource(letter.document, (value) => mark + value)
      : letter.mjml;
  const findings: Finding[] = [];
  const add = (allowance: Allowance, rule: string, at: number, message: string): void => {
    if (allowed.includes(allowance)) return;
    const line = source.slice(0, at).split('\n').length;
    findings.push({ severity: 'error', rule, message, line });
  };
  for (const { index } of source.matchAll(includes)) {
    add(
      'mj-include',
      'include',
      index,
      'expected no mj-include, for a report is whole in itself. Write what it holds here, or say allow: ["mj-include"]',
    );
  }
  for (const { index, 1: content = '' } of source.matchAll(rawBlocks)) {
    if (!content.includes(mark)) continue;
    add(
      'mj-raw-values',
      'raw',
      index,
      'expected no value in mj-raw, which MJML does not lay out. Use mj-text or mj-table, or say allow: ["mj-raw-values"]',
    );
  }
  for (const { index, 1: url = '' } of source.matchAll(remoteImages)) {
    add(
      'remote-images',
      'images',
      index,
      `expected no image from elsewhere, but got "${url.slice(0, 80)}": it tells its host who reads. Put it in as data:, or say allow: ["remote-images"]`,
    );
  }
  return findings;
}
