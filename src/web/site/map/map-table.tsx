/**
 * The same as the map, as a table that can be sorted.
 */
import { memo } from 'react';
import { tableRoles } from '../frame/table.tsx';
import { nameType } from '../words.ts';
import { type MapState, type SortKey, writeMapState } from './map-state.ts';
import { type LiveMap, type MapView, sortCouncils } from './map-view.ts';
import type { MapCouncil } from './map-year.ts';
import { MEASURES, type MeasureName, readSimilar, sayMeasure, writeMeasure } from './measures.ts';

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
  change,
  column,
  text,
}: {
  view: MapView;
  change: LiveMap['change'] | undefined;
  column: SortKey;
  text: string;
}) {
  const { state, start } = view;
  const sort = turn(state.sort, column);
  return (
    <th
      className="govuk-table__header"
      aria-sort={sayOrder(state.sort, column)}
      {...tableRoles.column}
    >
      <a
        className="govuk-link map-sort"
        href={`${writeMapState({ ...state, sort }, start)}#map-table`}
        onClick={(event) => {
          if (change === undefined || event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          change({ sort });
        }}
      >
        {text}
      </a>
    </th>
  );
}

const Row = memo(function Row({ council, measure }: { council: MapCouncil; measure: MeasureName }) {
  const similar = readSimilar(measure, council);
  return (
    <tr className="govuk-table__row map-row" {...tableRoles.row}>
      <th className="govuk-table__header" {...tableRoles.header}>
        <a className="govuk-link" href={`/councils/${council.slug}`}>
          {council.name}
        </a>
      </th>
      <td className="govuk-table__cell" {...tableRoles.cell}>
        {sayMeasure(measure, council)}
      </td>
      <td className="govuk-table__cell map-row-similar" {...tableRoles.cell}>
        {similar === null ? 'Not known' : writeMeasure(measure, similar)}
      </td>
      <td className="govuk-table__cell" {...tableRoles.cell}>
        {nameType(council.type)}
      </td>
      <td className="govuk-table__cell" {...tableRoles.cell}>
        {council.region}
      </td>
    </tr>
  );
});

/**
 * Closed until the visitor opens it or asks for an order. Its rows are grids, not rows of a table: a browser lays out those that
 * are seen and no other, where for one cell of a table it looks into hundreds of rows.
 */
export const MapTable = memo(function MapTable({
  view,
  change,
}: {
  view: MapView;
  change?: LiveMap['change'] | undefined;
}) {
  const { measure, sort } = view.state;
  const { title } = MEASURES[measure];
  // A row keeps its place and changes its words: to move hundreds of rows costs a browser twice as much.
  const rows = sortCouncils(view).map((council, place) => ({ council, place }));
  const header = (column: SortKey, text: string) => (
    <SortHeader view={view} change={change} column={column} text={text} />
  );
  return (
    <details className="govuk-details map-table" id="map-table" open={sort !== null}>
      <summary className="govuk-details__summary">
        <span className="govuk-details__summary-text">The same as a table</span>
      </summary>
      <section className="map-scroll" aria-labelledby="map-caption">
        <table className="govuk-table" {...tableRoles.table}>
          <caption className="govuk-table__caption" id="map-caption">
            {`${title}, ${rows.length} ${rows.length === 1 ? 'council' : 'councils'}`}
          </caption>
          <thead className="govuk-table__head" {...tableRoles.group}>
            <tr className="govuk-table__row map-row-head" {...tableRoles.row}>
              {header('council', 'Council')}
              {header('value', title)}
              {header('similar', 'Similar councils')}
              {header('type', 'Type')}
              {header('region', 'Region')}
            </tr>
          </thead>
          <tbody className="govuk-table__body" {...tableRoles.group}>
            {rows.map(({ council, place }) => (
              <Row key={place} council={council} measure={measure} />
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
});
