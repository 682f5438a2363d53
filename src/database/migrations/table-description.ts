import { type QueryRunner, Table, type TableColumnOptions } from 'typeorm';

/**
 * A short notation for tables, from which a migration makes them. It says nothing of any one database, so that the
 * same description can make the tables of another.
 */
export interface TableDescription {
  name: string;
  columns: Record<string, ColumnDescription>;
  /** Names of indexes with their columns in order. */
  indexes?: Record<string, readonly string[]>;
  /** Names of indexes that also keep their columns unique. */
  uniqueIndexes?: Record<string, readonly string[]>;
  /** Names of foreign keys. They never leave the subgraph that owns the table. */
  foreignKeys?: Record<string, ForeignKeyDescription>;
}

export interface ColumnDescription {
  type: 'varchar' | 'text' | 'integer' | 'double precision' | 'boolean' | 'bytea';
  length?: number;
  key?: boolean;
  nullable?: boolean;
  defaultsToFalse?: boolean;
}

interface ForeignKeyDescription {
  column: string;
  table: string;
  target: string;
  onDelete: 'CASCADE' | 'RESTRICT';
}

/** Text of at most so many characters. */
export function text(length: number): ColumnDescription {
  return { type: 'varchar', length };
}

/** Text of any length; also holds JSON. */
export const longText: ColumnDescription = { type: 'text' };

/** A whole number. */
export const whole: ColumnDescription = { type: 'integer' };

/** A number with a fraction. */
export const fraction: ColumnDescription = { type: 'double precision' };

/** Bytes. SQLite, which keeps what it is given, takes PostgreSQL's name for them: see `sqlite-driver.ts`. */
export const bytes: ColumnDescription = { type: 'bytea' };

/** True or false. */
export const flag: ColumnDescription = { type: 'boolean' };

/** True or false, false unless said otherwise. */
export const flagOff: ColumnDescription = { type: 'boolean', defaultsToFalse: true };

/** The column is the primary key, or part of it. */
export function key(column: ColumnDescription): ColumnDescription {
  return { ...column, key: true };
}

/** The column may be empty. */
export function optional(column: ColumnDescription): ColumnDescription {
  return { ...column, nullable: true };
}

/**
 * The table as TypeORM makes it, with its indexes and foreign keys. In PostgreSQL its texts are sorted by code point, as
 * SQLite sorts them.
 *
 * @param runner Of the database for which it is.
 */
export function buildTable(description: TableDescription, runner: QueryRunner): Table {
  const { type } = runner.connection.options;
  return new Table({
    name: description.name,
    columns: Object.entries(description.columns).map(([name, column]) =>
      buildColumn(name, column, type),
    ),
    indices: [
      ...buildIndexes(description.indexes ?? {}, false),
      ...buildIndexes(description.uniqueIndexes ?? {}, true),
    ],
    foreignKeys: Object.entries(description.foreignKeys ?? {}).map(([name, foreignKey]) => ({
      name,
      columnNames: [foreignKey.column],
      referencedTableName: foreignKey.table,
      referencedColumnNames: [foreignKey.target],
      onDelete: foreignKey.onDelete,
    })),
  });
}

function buildColumn(name: string, column: ColumnDescription, type: string): TableColumnOptions {
  return {
    name,
    type: column.type,
    ...(type === 'postgres' && /^(varchar|text)$/.test(column.type) ? { collation: 'C' } : {}),
    isPrimary: column.key ?? false,
    isNullable: column.nullable ?? false,
    ...(column.length === undefined ? {} : { length: String(column.length) }),
    ...(column.defaultsToFalse ? { default: type === 'postgres' ? 'false' : '0' } : {}),
  };
}

function buildIndexes(indexes: Record<string, readonly string[]>, isUnique: boolean) {
  return Object.entries(indexes).map(([name, columnNames]) => ({
    name,
    columnNames: [...columnNames],
    isUnique,
  }));
}
