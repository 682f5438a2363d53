/**
 * A part of a page that comes alive in the browser, with the data it was made of.
 */
import type { ReactNode } from 'react';

/** Server markup that `hydrateIsland` of the same name takes over. Without scripts it is what it is. */
export function Island({
  name,
  data,
  children,
}: {
  name: string;
  data: object;
  children: ReactNode;
}) {
  return (
    <div data-island={name} data-island-data={JSON.stringify(data)}>
      {children}
    </div>
  );
}
