/**
 * What stands beside the hexagon that a visitor points at or has come to by key. Its words are those of the link itself, so that
 * screen readers are spared a second reading.
 */
import { nameType } from '../words.ts';
import { findViewBox, placeOnPicture } from './map-geometry.ts';
import { type MapView, placeCouncils } from './map-view.ts';
import { MEASURES, readSimilar, sayMeasure, writeMeasure } from './measures.ts';

export function MapTooltip({ view, slug }: { view: MapView; slug: string }) {
  const { measure } = view.state;
  const placed = placeCouncils(view);
  const found = placed.find(({ council, shown }) => shown && council.slug === slug);
  if (found === undefined) return null;
  const { council, place } = found;
  const box = findViewBox(placed.map((one) => one.place));
  const { x, y } = placeOnPicture(place);
  const [across, down] = [(x - box.x) / box.width, (y - box.y) / box.height];
  const similar = readSimilar(measure, council);
  const side = across > 0.5 ? 'map-tooltip-left' : 'map-tooltip-right';
  return (
    <div
      className={`map-tooltip ${side}`}
      aria-hidden="true"
      style={{ left: `${across * 100}%`, top: `${down * 100}%` }}
    >
      <strong>{council.name}</strong>
      <span>{`${nameType(council.type)}, ${council.region}`}</span>
      <span>{`${MEASURES[measure].title}: ${sayMeasure(measure, council)}`}</span>
      {similar !== null && <span>{`Similar councils: ${writeMeasure(measure, similar)}`}</span>}
      {council.figures?.sample === true && <span>Sample data</span>}
    </div>
  );
}
