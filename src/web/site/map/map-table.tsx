/**
 * The same as the map, as a table that can be sorted.
 */
import { memo } from 'react';
import { nameType } from '../words.ts';
import { type MapState, type SortKey, writeMapState } from './map-state.ts';
import { type LiveMap, type MapView, sortCouncils } from './map-view.ts';
import { MEASURES, readSimilar, sayMeasure, writeMeasure } from './measures.ts';

/** The order after a click on a column: figures fall at first, words rise, and a second click turns it round. */
function turn(sort: MapState['sort'], key: SortKey): { key: SortKey; descending: boolean } {
  if (sort?.key === key) return { key, descending: !sort.descending };
  return { key, descending: key === 'value' || key === 'similar' };
}

function sayOrder(sort: MapState['sort'], key: SortKey): 'ascending' | 'descending' | undefined {
  if (sort?.key !== key) return undefined;
  return sort.descending ? 'descending' : 'ascending';
}

function SortHeader({
  view,
  live,
  column,
  text,
}: {
  view: MapView;
  live: LiveMap | undefined;
  column: SortKey;
  text: string;
}) {
  const { state, start } = view;
  const sort = turn(state.sort, column);
  return (
    <th scope="col" className="govuk-table__header" aria-sort={sayOrder(state.sort, column)}>
      <a
        className="govuk-link map-sort"
        href={`${writeMapState({ ...state, sort }, start)}#map-table`}
        onClick={(event) => {
          if (live === undefined || event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          live.change({ sort });
        }}
      >
        {text}
      </a>
    </th>
  );
}

/** Closed until the visitor opens it or asks for an order. */
export const MapTable = memo(function MapTable({
  view,
  live,
}: {
  view: MapView;
  live?: LiveMap | undefined;
}) {
  const { state } = view;
  const { title } = MEASURES[state.measure];
  // A row keeps its place and changes its words: to move hundreds of rows costs a browser twice as much.
  const rows = sortCouncils(view).map((council, place) => ({ council, place }));
  const header = (column: SortKey, text: string) => (
    <SortHeader view={view} live={live} column={column} text={text} />
  );
  return (
    <details className="govuk-details map-table" id="map-table" open={state.sort !== null}>
      <summary className="govuk-details__summary">
        <span className="govuk-details__summary-text">The same as a table</span>
      </summary>
      <section className="map-scroll" aria-labelledby="map-caption">
        <table className="govuk-table">
          <caption className="govuk-table__caption" id="map-caption">
            {`${title}, ${rows.length} ${rows.length === 1 ? 'council' : 'councils'}`}
          </caption>
          <thead className="govuk-table__head">
            <tr className="govuk-table__row">
              {header('council', 'Council')}
              {header('value', title)}
              {header('similar', 'Similar councils')}
              {header('type', 'Type')}
              {header('region', 'Region')}
            </tr>
          </thead>
          <tbody className="govuk-table__body">
            {rows.map(({ council, place }) => {
              const similar = readSimilar(state.measure, council);
              return (
                <tr key={place} className="govuk-table__row">
                  <th scope="row" className="govuk-table__header">
                    <a className="govuk-link" href={`/councils/${council.slug}`}>
                      {council.name}
                    </a>
                  </th>
                  <td className="govuk-table__cell">{sayMeasure(state.measure, council)}</td>
                  <td className="govuk-table__cell">
                    {similar === null ? 'Not known' : writeMeasure(state.measure, similar)}
                  </td>
                  <td className="govuk-table__cell">{nameType(council.type)}</td>
                  <td className="govuk-table__cell">{council.region}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
    </details>
  );
});
