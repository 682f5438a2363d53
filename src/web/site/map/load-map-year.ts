/**
 * Years of the map in the browser, each asked for once.
 */
import type { MapYear } from './map-year.ts';

const years = new Map<number, Promise<MapYear>>();

async function fetchYear(year: number): Promise<MapYear> {
  const reply = await fetch(`/map/${year}.json`);
  if (!reply.ok) throw new Error(`[map] ${year}: expected status 200, but got ${reply.status}.`);
  return (await reply.json()) as MapYear;
}

/** A year of the map. One that could not be read is asked for again the next time. */
export function loadMapYear(year: number): Promise<MapYear> {
  const known = years.get(year);
  if (known !== undefined) return known;
  const loading = fetchYear(year);
  years.set(year, loading);
  loading.catch(() => years.delete(year));
  return loading;
}
