/**
 * The map with its form, legend and table: the same markup from the server and in the browser.
 */
import { memo, type Ref } from 'react';
import { formatYear } from '../words.ts';
import { HexPicture } from './hex-picture.tsx';
import { MapForm } from './map-form.tsx';
import { MapLegend } from './map-legend.tsx';
import { writeMapState } from './map-state.ts';
import { MapTable } from './map-table.tsx';
import { MapTooltip } from './map-tooltip.tsx';
import { isSameMap, type LiveMap, type MapView } from './map-view.ts';
import { MEASURES } from './measures.ts';

// An order of the table changes nothing of these: without it, each is made again of hundreds of councils.
const sameMap = (one: { view: MapView; live?: LiveMap | undefined }, other: typeof one): boolean =>
  one.live === other.live && isSameMap(one.view, other.view);
const Picture = memo(HexPicture, sameMap);
const Legend = memo(MapLegend, sameMap);

/**
 * @param tableView what the table shows, where it is behind the map for a moment
 * @param active the council that the visitor points at or has come to
 * @param section given the element that holds the picture
 */
export function MapSection({
  view,
  tableView = view,
  live,
  active = null,
  section,
}: {
  view: MapView;
  tableView?: MapView;
  live?: LiveMap | undefined;
  active?: string | null;
  section?: Ref<HTMLDivElement>;
}) {
  const { state, year } = view;
  const measure = MEASURES[state.measure];
  const sort = state.sort ?? { key: 'council' as const, descending: false };
  const table = `${writeMapState({ ...state, sort }, view.start)}#map-table`;
  return (
    <>
      <MapForm view={view} live={live} />
      <p className="govuk-body map-now" role="status">
        <strong>{`${measure.title}, ${formatYear(state.year)}.`}</strong> {measure.meaning}
        {year.breakNote !== null && ` ${year.breakNote}`}
      </p>
      <div className="map-frame">
        <div className="map-sheet" ref={section}>
          <Picture view={view} live={live} />
          {active !== null && <MapTooltip view={view} slug={active} />}
        </div>
        <Legend view={view} />
      </div>
      <p className="map-note" id="map-keys">
        Each hexagon is a link to a council. By keyboard: Tab to the map, arrow keys from council to
        council, Enter to open its page.{' '}
        <a href={table} className="govuk-link">
          Go to the table
        </a>
      </p>
      <MapTable view={tableView} change={live?.change} />
    </>
  );
}
