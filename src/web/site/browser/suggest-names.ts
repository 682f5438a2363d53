/**
 * Suggests names of councils in the fields that ask for one. Runs in the browser only.
 */

/** Asks for the names when a field is first entered, and hangs them on every such field as the browser's own list. */
export function suggestNames(): void {
  const fields = document.querySelectorAll<HTMLInputElement>('[data-council-names]');
  const load = async () => {
    for (const field of fields) field.removeEventListener('focus', load);
    const reply = await fetch('/councils/names.json').catch(() => null);
    if (reply === null || !reply.ok) return;
    const names: readonly string[] = await reply.json();
    const list = document.createElement('datalist');
    list.id = 'council-names';
    list.append(
      ...names.map((name) => {
        const option = document.createElement('option');
        option.value = name;
        return option;
      }),
    );
    document.body.append(list);
    for (const field of fields) field.setAttribute('list', list.id);
  };
  for (const field of fields) field.addEventListener('focus', load);
}
