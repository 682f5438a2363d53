/** The text in lower case with dashes between its words: `Adult social care` gives `adult-social-care`. */
export function kebabCase(value: string): string {
  return value
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\u0300-\u036f'’.]/g, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
