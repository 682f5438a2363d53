/**
 * Searches and filters without leaving the page: forms that say `data-live="id"`, and links inside an element that does,
 * fetch the page they lead to and put its element of that id in the place of ours. Runs in the browser only.
 */

let latest: AbortController | undefined;

/** Whether the address is of this page, so that only what was asked of it changes. */
function isSamePage(url: URL): boolean {
  return url.origin === location.origin && url.pathname === location.pathname;
}

/** Swaps the element for its counterpart on the page at `url`; goes there when that cannot be had. */
async function swap(id: string, url: URL, keep: boolean): Promise<void> {
  latest?.abort();
  const controller = new AbortController();
  latest = controller;
  const place = document.getElementById(id);
  place?.setAttribute('aria-busy', 'true');
  try {
    const reply = await fetch(url, {
      headers: { accept: 'text/html' },
      signal: controller.signal,
    });
    const page = new DOMParser().parseFromString(await reply.text(), 'text/html');
    const fresh = page.getElementById(id);
    if (!reply.ok || reply.redirected || fresh === null || place === null) {
      location.assign(url);
      return;
    }
    const focused = describeFocus(place);
    place.replaceWith(document.adoptNode(fresh));
    document.title = page.title;
    if (keep) history.pushState({ live: id }, '', url);
    restoreFocus(fresh, focused);
  } catch (error) {
    if (!controller.signal.aborted) {
      console.info(error);
      location.assign(url);
    }
  }
}

/** What had the focus inside the place: a field by its name, or something else. */
function describeFocus(place: Element): string | null {
  const active = document.activeElement;
  if (active === null || !place.contains(active)) return null;
  return active.getAttribute('name') ?? '';
}

function restoreFocus(fresh: Element, focused: string | null): void {
  if (focused === null) return;
  const field = focused === '' ? null : fresh.querySelector<HTMLElement>(`[name="${focused}"]`);
  const target = field ?? fresh.querySelector<HTMLElement>('[role="status"], h2');
  if (target === null) return;
  if (field === null) target.tabIndex = -1;
  target.focus({ preventScroll: field !== null });
}

function onSubmit(event: SubmitEvent): void {
  const form = event.target;
  if (!(form instanceof HTMLFormElement)) return;
  const id = form.closest<HTMLElement>('[data-live]')?.dataset.live;
  if (id === undefined) return;
  const url = new URL(form.action);
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string' && value !== '') url.searchParams.append(name, value);
  }
  if (!isSamePage(url)) return;
  event.preventDefault();
  void swap(id, url, true);
}

function onClick(event: MouseEvent): void {
  const plain =
    event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  const place = link?.closest<HTMLElement>('[data-live]:not(form)');
  if (!plain || event.defaultPrevented || link === null || place == null) return;
  const url = new URL(link.href);
  const id = place.dataset.live;
  if (id === undefined || !isSamePage(url) || url.search === location.search) return;
  event.preventDefault();
  void swap(id, url, true);
}

/** Listens to the whole page, so that what has been swapped in is alive too. */
export function updateInPlace(): void {
  document.addEventListener('submit', onSubmit);
  document.addEventListener('click', onClick);
  // The parts of the page that were swapped are those of another address: going back reads the page again.
  window.addEventListener('popstate', () => location.reload());
}
