/**
 * The map in the browser: choices show at once, arrow keys lead from council to council, and the address keeps up.
 */
import { startTransition, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { loadMapYear } from './load-map-year.ts';
import { findNext, type MapKey } from './map-geometry.ts';
import { MapSection } from './map-section.tsx';
import { type MapState, writeMapState } from './map-state.ts';
import {
  changeState,
  isSameMap,
  type MapIslandData,
  type MapView,
  placeCouncils,
} from './map-view.ts';
import type { MapYear } from './map-year.ts';

const KEYS: readonly string[] = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'];

function isMapKey(key: string): key is MapKey {
  return KEYS.includes(key);
}

function councilOf(target: EventTarget | null): string | null {
  if (!(target instanceof Element)) return null;
  return target.closest('[data-council]')?.getAttribute('data-council') ?? null;
}

/** The year that the page was made of; null where the page has no map, or the year cannot be read. */
export async function readIslandYear(): Promise<MapYear | null> {
  const island = document.querySelector<HTMLElement>('[data-island="map"]');
  if (island === null) return null;
  const data: MapIslandData = JSON.parse(island.dataset.islandData ?? 'null');
  return loadMapYear(data.state.year).catch(() => null);
}

/** What is pointed at or come to, by listening to the whole map at once. */
function usePointedCouncil(section: { readonly current: HTMLElement | null }, view: MapView) {
  const [active, setActive] = useState<string | null>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const shown = useMemo(() => placeCouncils(view).filter((one) => one.shown), [view]);
  useEffect(() => {
    const map = section.current;
    if (map === null) return undefined;
    const point = (event: Event) => setActive(councilOf(event.target));
    const leave = () => setActive(null);
    const dismiss = (event: KeyboardEvent) => {
      if (event.key === 'Escape') leave();
    };
    const come = (event: Event) => {
      const slug = councilOf(event.target);
      setActive(slug);
      if (slug !== null) setFocused(slug);
    };
    const press = (event: KeyboardEvent) => {
      const from = shown.find(({ council }) => council.slug === councilOf(event.target));
      if (from === undefined || !isMapKey(event.key) || event.altKey || event.ctrlKey) return;
      event.preventDefault();
      const next = findNext(shown, from.place, event.key);
      if (next === null) return;
      map.querySelector<SVGElement>(`[data-council="${next.council.slug}"]`)?.focus();
    };
    map.addEventListener('pointerover', point);
    map.addEventListener('pointerleave', leave);
    map.addEventListener('focusin', come);
    map.addEventListener('focusout', leave);
    map.addEventListener('keydown', press);
    document.addEventListener('keydown', dismiss); // a mouse points without focus
    return () => {
      map.removeEventListener('pointerover', point);
      map.removeEventListener('pointerleave', leave);
      map.removeEventListener('focusin', come);
      map.removeEventListener('focusout', leave);
      map.removeEventListener('keydown', press);
      document.removeEventListener('keydown', dismiss);
    };
  }, [section, shown]);
  const still = shown.some(({ council }) => council.slug === focused);
  return { active, roving: still ? focused : (shown[0]?.council.slug ?? null) };
}

/** The state, with the year that belongs to it once that is there. */
function useMapView(data: MapIslandData, first: MapYear) {
  const [state, setState] = useState(data.state);
  const [year, setYear] = useState(first);
  const change = useCallback((changed: Partial<MapState>) => {
    setState((now) => changeState(now, changed));
  }, []);
  useEffect(() => {
    history.replaceState(null, '', writeMapState(state, data.start) + location.hash);
  }, [state, data.start]);
  useEffect(() => {
    let wanted = true;
    loadMapYear(state.year).then(
      (loaded) => {
        if (wanted) startTransition(() => setYear(loaded));
      },
      () => location.assign(writeMapState(state, data.start)), // the server's page says what is missing
    );
    return () => {
      wanted = false;
    };
  }, [state, data.start]);
  const view = useMemo((): MapView => ({ ...data, state, year }), [data, state, year]);
  return { view, change };
}

/**
 * The view for the table: an order of it at once, all else after the map has been painted, for hundreds of rows that are mostly out
 * of sight are no reason to wait for the map, nor for the next press of a key.
 */
function useTableView(view: MapView): MapView {
  const [painted, setPainted] = useState(view);
  useEffect(() => {
    let wanted = true;
    requestAnimationFrame(() => {
      setTimeout(() => {
        if (wanted) startTransition(() => setPainted((now) => (isSameMap(now, view) ? now : view)));
      });
    });
    return () => {
      wanted = false;
    };
  }, [view]);
  const { sort } = view.state;
  return useMemo(() => ({ ...painted, state: { ...painted.state, sort } }), [painted, sort]);
}

export function LiveMapSection({ data, first }: { data: MapIslandData; first: MapYear }) {
  const section = useRef<HTMLDivElement>(null);
  const { view, change } = useMapView(data, first);
  const tableView = useTableView(view);
  const { active, roving } = usePointedCouncil(section, view);
  const [awake, setAwake] = useState(false);
  useEffect(() => {
    setAwake(true);
    const rest = data.years.filter((year) => year !== data.state.year);
    requestIdleCallback(() => {
      for (const year of rest) loadMapYear(year).catch(() => undefined);
    });
  }, [data]);
  const live = useMemo(() => (awake ? { change, roving } : undefined), [awake, change, roving]);
  return (
    <MapSection view={view} tableView={tableView} live={live} active={active} section={section} />
  );
}
