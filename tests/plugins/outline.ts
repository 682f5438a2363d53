import { createHash } from 'node:crypto';
import { Parser } from 'htmlparser2';

const blocks = new Set(['h1', 'h2', 'h3', 'p', 'li', 'td', 'th', 'caption', 'div', 'title', 'tr']);

/**
 * What a letter's HTML says, a line for each block of text with its element, the address of each
 * link and the width of each bar; above it the bytes' number and hash, so that any change shows.
 */
export function outlineHtml(html: string): string {
  const lines: string[] = [];
  const open: string[] = [];
  let text = '';
  const flush = () => {
    const line = text.replace(/\s+/g, ' ').trim();
    if (line !== '') lines.push(`${open.findLast((name) => blocks.has(name)) ?? '?'}  ${line}`);
    text = '';
  };
  const parser = new Parser({
    onopentag: (name, attributes) => {
      if (blocks.has(name) || name === 'br') flush();
      open.push(name);
      if (attributes.class === 'bar' || attributes.class === 'compare') {
        text += `[${attributes.class} ${attributes.width}]`;
      }
      if (name === 'a') text += `<${attributes.href}> `;
      if (name === 'strong') text += '**';
    },
    ontext: (part) => {
      if (!open.includes('style')) text += part;
    },
    onclosetag: (name) => {
      if (name === 'strong') text += '**';
      if (blocks.has(name)) flush();
      open.pop();
    },
  });
  parser.end(html);
  const hash = createHash('sha256').update(html).digest('hex').slice(0, 16);
  return `${Buffer.byteLength(html)} bytes, sha256 ${hash}\n${lines.join('\n')}\n`;
}
