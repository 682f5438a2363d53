/**
 * Tables that are rows of blocks on a narrow screen. Browsers forget what a table is when its display changes, so every
 * part says its role itself.
 */
import type { ReactNode } from 'react';

/** What each part of a table is, whatever its display. */
export const tableRoles = {
  table: { role: 'table' },
  group: { role: 'rowgroup' },
  row: { role: 'row' },
  column: { role: 'columnheader', scope: 'col' },
  header: { role: 'rowheader', scope: 'row' },
  cell: { role: 'cell' },
} as const;

/** A column by its name; `number` sets its cells to the right on wide screens. */
export interface Column {
  readonly name: string;
  readonly number?: boolean;
}

/** A row: what it is about, and a cell for each further column. */
export interface TableRow {
  readonly key: string;
  readonly header: ReactNode;
  readonly cells: readonly ReactNode[];
}

/**
 * @param caption says what the table shows; seen only by screen readers when a heading says it
 * @param columns the first is that of the row headers
 */
export function StackingTable({
  caption,
  captionSeen = false,
  columns,
  rows,
}: {
  caption: string;
  captionSeen?: boolean;
  columns: readonly Column[];
  rows: readonly TableRow[];
}) {
  const [, ...cellColumns] = columns;
  return (
    <table className="govuk-table site-stacks" {...tableRoles.table}>
      <caption
        className={
          captionSeen ? 'govuk-table__caption govuk-table__caption--s' : 'govuk-visually-hidden'
        }
      >
        {caption}
      </caption>
      <thead className="govuk-table__head" {...tableRoles.group}>
        <tr className="govuk-table__row" {...tableRoles.row}>
          {columns.map(({ name, number }) => (
            <th
              key={name}
              className={`govuk-table__header${number === true ? ' govuk-table__header--numeric' : ''}`}
              {...tableRoles.column}
            >
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="govuk-table__body" {...tableRoles.group}>
        {rows.map(({ key, header, cells }) => (
          <tr key={key} className="govuk-table__row" {...tableRoles.row}>
            <th className="govuk-table__header" {...tableRoles.header}>
              {header}
            </th>
            {cellColumns.map(({ name, number }, place) => (
              <td
                key={name}
                className={`govuk-table__cell${number === true ? ' govuk-table__cell--numeric' : ''}`}
                data-label={name}
                {...tableRoles.cell}
              >
                {cells[place]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
