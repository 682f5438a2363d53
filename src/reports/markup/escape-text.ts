const markup = /[&<>"']/;
// Control characters other than tab, line feed and carriage return.
const control = /[^\P{Cc}\t\n\r]/u;
const markupOrControl = /[&<>"']|[^\P{Cc}\t\n\r]/gu;
const direction = /[\u202a-\u202e\u2066-\u2069]/;
const directions = /[\u202a-\u202e\u2066-\u2069]/g;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Text made safe for HTML content and for quoted attribute values alike.
 *
 * Control characters, which HTML does not allow, come out as U+FFFD. Direction changes that the
 * text opens and does not close are closed at its end, so that they cannot turn what follows.
 */
export function escapeText(text: string): string {
  const escaped =
    markup.test(text) || control.test(text)
      ? text.replace(markupOrControl, (character) => entities[character] ?? '\ufffd')
      : text;
  return direction.test(text) ? escaped + closeDirections(text) : escaped;
}

function closeDirections(text: string): string {
  let closers = '';
  for (const [character] of text.matchAll(directions)) {
    if (character === '\u202c' || character === '\u2069') {
      if (closers.startsWith(character)) closers = closers.slice(1);
    } else {
      closers = (character < '\u202f' ? '\u202c' : '\u2069') + closers;
    }
  }
  return closers;
}
