/**
 * What the colours of the map stand for, with how many councils have each.
 */
import { HEX_PATH } from './map-geometry.ts';
import { type MapView, placeCouncils } from './map-view.ts';
import { classOf, describeClasses, MEASURES } from './measures.ts';

function Swatch({ look }: { look: string }) {
  return (
    <svg aria-hidden="true" viewBox="-12 -13 24 26" width="22" height="24">
      <path className={`map-hex ${look}`} d={HEX_PATH} />
    </svg>
  );
}

export function MapLegend({ view }: { view: MapView }) {
  const { measure } = view.state;
  const { none, title } = MEASURES[measure];
  const placed = placeCouncils(view);
  const shown = placed.filter((one) => one.shown);
  const count = (look: number | 'none'): number =>
    shown.filter(({ council }) => classOf(measure, council) === look).length;
  const rows = [
    ...describeClasses(measure).map((text, index) => ({
      look: `map-class-${index}`,
      text,
      councils: count(index),
    })),
    {
      look: 'map-class-none',
      text: none === 'Not known' ? none : `${none}, or not known`,
      councils: count('none'),
    },
  ];
  return (
    <div className="map-legend">
      <h3 className="govuk-heading-s" id="map-legend">
        {title}
      </h3>
      <ul aria-labelledby="map-legend">
        {rows.map(({ look, text, councils }) => (
          <li key={look}>
            <Swatch look={look} />
            <span>{text}</span>
            <span className="map-count">
              {councils}
              <span className="govuk-visually-hidden">
                {councils === 1 ? ' council' : ' councils'}
              </span>
            </span>
          </li>
        ))}
      </ul>
      <p className="map-note">
        Hexagons are of one size, whatever the area or population. Lines divide regions.
        {shown.length < placed.length && ' Empty ones are left out by your choice.'}
      </p>
    </div>
  );
}
