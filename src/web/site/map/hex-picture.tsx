/**
 * The hexagons as a picture, each a link to its council.
 */
import { memo, useMemo } from 'react';
import { nameType } from '../words.ts';
import { drawBorders, findViewBox, HEX_PATH, placeOnPicture } from './map-geometry.ts';
import type { LiveMap, MapView } from './map-view.ts';
import { placeCouncils } from './map-view.ts';
import { classOf, MEASURES, sayMeasure } from './measures.ts';

/** Screen readers are told of a picture that can be gone into; it holds no form fields, so it is no fieldset. */
const group = { role: 'group' } as const;

interface HexProps {
  slug: string;
  label: string;
  look: string;
  x: number;
  y: number;
  /** Whether Tab comes to it. */
  stop: boolean;
  /** Without a script the label is the browser's own tooltip. */
  live: boolean;
}

const HexLink = memo(function HexLink({ slug, label, look, x, y, stop, live }: HexProps) {
  return (
    <a
      className={`map-hex ${look}`}
      href={`/councils/${slug}`}
      data-council={slug}
      {...{ tabindex: stop ? 0 : -1 }}
      aria-label={label}
    >
      {!live && <title>{label}</title>}
      <path d={HEX_PATH} transform={`translate(${x} ${y})`} />
    </a>
  );
});

/** The picture. One hexagon at a time is a stop of the Tab key; arrow keys lead to the others once the script is there. */
export function HexPicture({ view, live }: { view: MapView; live?: LiveMap | undefined }) {
  const { measure } = view.state;
  const placed = placeCouncils(view);
  const { borders, viewBox } = useMemo(
    () => ({
      borders: drawBorders(placed),
      viewBox: findViewBox(placed.map(({ place }) => place)),
    }),
    [placed],
  );
  const { x, y, width, height } = viewBox;
  return (
    <svg
      className="map-picture"
      viewBox={`${x} ${y} ${width} ${height}`}
      width={width}
      height={height}
      {...group}
      aria-label={`${MEASURES[measure].title} on a map of councils`}
      aria-describedby="map-keys"
    >
      <defs>
        <pattern id="map-hatch" width="5" height="5" patternUnits="userSpaceOnUse">
          <rect className="map-hatch-ground" width="5" height="5" />
          <path className="map-hatch-line" d="M-1 1L1 -1M0 5L5 0M4 6L6 4" />
        </pattern>
      </defs>
      {placed.map(({ council, place, shown }) => {
        const at = placeOnPicture(place);
        return shown ? (
          <HexLink
            key={council.slug}
            slug={council.slug}
            label={`${council.name}, ${nameType(council.type).toLowerCase()}, ${council.region}: ${sayMeasure(measure, council)}`}
            look={`map-class-${classOf(measure, council)}`}
            x={at.x}
            y={at.y}
            stop={live?.roving === council.slug}
            live={live !== undefined}
          />
        ) : (
          <path
            key={council.slug}
            className="map-hex map-out"
            d={HEX_PATH}
            transform={`translate(${at.x} ${at.y})`}
          />
        );
      })}
      <path className="map-border-ground" d={borders} />
      <path className="map-borders" d={borders} />
    </svg>
  );
}
