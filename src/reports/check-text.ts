import type { Finding } from './report-check.ts';
import { measureText, textWidth } from './text/text-width.ts';

/** What is wrong with a plain text part. */
export function checkText(text: string): Finding[] {
  const findings: Finding[] = [];
  const add = (severity: Finding['severity'], message: string): void => {
    findings.push({ severity, rule: 'text', message });
  };
  if (text.trim() === '') add('error', 'expected a plain text part, but it is empty');
  const markup = /<\/?[a-z][^>]*>|&(?:[a-z]+|#\d+);/i.exec(text)?.[0];
  if (markup !== undefined) add('warning', `expected plain text, but got markup: ${markup}`);
  const wide = text
    .split('\n')
    .filter(
      (line) => measureText(line) > textWidth && /\S\s+\S/.test(line.replace(/^[-*\s]+/, '')),
    );
  const [first] = wide;
  if (first !== undefined) {
    add(
      'warning',
      `expected lines of at most ${textWidth} columns, but ${wide.length} are wider, such as "${first.slice(0, 50)}…"`,
    );
  }
  return findings;
}
