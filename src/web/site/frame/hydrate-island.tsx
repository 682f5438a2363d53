/**
 * Brings the islands of a page to life. Runs in the browser only.
 */
import type { ReactNode } from 'react';
import { hydrateRoot } from 'react-dom/client';

/**
 * Takes over every island of this name with the data that stands beside it.
 *
 * @param render the same component and properties as on the server
 */
export function hydrateIsland<Data>(name: string, render: (data: Data) => ReactNode): void {
  for (const island of document.querySelectorAll<HTMLElement>(`[data-island="${name}"]`)) {
    const data: Data = JSON.parse(island.dataset.islandData ?? 'null');
    hydrateRoot(island, render(data));
  }
}
