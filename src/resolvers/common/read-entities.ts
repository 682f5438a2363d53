import type { DataSource, EntityMetadata, SelectQueryBuilder } from 'typeorm';

type ColumnMetadata = EntityMetadata['columns'][number];

type Value = string | number | boolean;

/** Values of properties that rows have: one, or any of a list. Numbers are whole. */
export type RowConditions<Row> = { readonly [K in keyof Row]?: Value | readonly Value[] };

/** Which rows of an entity are read, and in which order. */
export interface RowsToRead<Row> {
  readonly where: RowConditions<Row>;
  /** Properties, each with its direction. Default: as the database has them. */
  readonly order?: { readonly [K in keyof Row]?: 'ASC' | 'DESC' };
}

/**
 * Rows of an entity, only to be read: relations are not set, and nothing is told to TypeORM. One statement, the same for
 * any number of values.
 *
 * The database gives all rows as one JSON text and takes each list of values as one: drivers make an object of every
 * row and a handle of every value, which costs more than the statement where there are hundreds.
 */
export async function readEntities<Row extends object>(
  database: DataSource,
  entity: new () => Row,
  { where, order = {} }: RowsToRead<Row>,
): Promise<Row[]> {
  const conditions = Object.entries<Value | readonly Value[] | undefined>(where);
  const shape = conditions.map(([name, value]) => (Array.isArray(value) ? `${name} in` : name));
  const read = keptReader(
    database,
    entity,
    `${shape.join()} ${JSON.stringify(order)}`,
    (metadata) => {
      const columnOf = (name: string) => `r.${columnNamed(metadata, name).databaseName}`;
      const terms = conditions.map(([name, value]) =>
        Array.isArray(value)
          ? isAmongValues(database, columnOf(name), typeOf(columnNamed(metadata, name)))
          : `${columnOf(name)} = ?`,
      );
      const condition = terms.length === 0 ? '' : ` WHERE ${terms.join(' AND ')}`;
      return {
        from: `FROM ${metadata.tableName} r${condition}`,
        order: Object.entries(order).map(([name, way]) => `${columnOf(name)} ${String(way)}`),
      };
    },
  );
  const values = conditions.map(([, value]) =>
    Array.isArray(value) ? JSON.stringify(value) : value,
  );
  return read.parse(await read.text(values)).map(({ row }) => row);
}

/**
 * All rows of a small table, only to be read. One statement, whose rows are the same ones, in the same list, as long as the
 * database gives the same text.
 */
export async function readAllEntities<Row extends object>(
  database: DataSource,
  entity: new () => Row,
): Promise<readonly Row[]> {
  const read = keptReader(database, entity, 'all', ({ tableName }) => ({
    from: `FROM ${tableName} r`,
  }));
  // Kept under the entity whose rows they are.
  const known = lastTables.get(read) as LastTable<Row> | undefined;
  const found = await read.text([]);
  if (known?.text === found) return known.rows;
  const rows = Object.freeze(read.parse(found).map(({ row }) => Object.freeze(row)));
  lastTables.set(read, { text: found, rows });
  return rows;
}

/** The rows of a table, and the text that they were read from. */
interface LastTable<Row> {
  readonly text: string;
  readonly rows: readonly Row[];
}

const lastTables = new WeakMap<object, LastTable<object>>();

/** A statement of our own that gives rows of an entity. */
export interface EntityStatement {
  /** `FROM` and what follows, without `ORDER BY`. The entity's table is called `r`. */
  readonly from: string;
  /** `r.due_on DESC`, … Default: as the database has them. */
  readonly order?: readonly string[];
  /** What to give beside each row. */
  readonly also?: readonly string[];
}

/** A row with what its statement gives beside it, as JSON has it. */
export interface ReadRow<Row> {
  readonly row: Row;
  readonly also: readonly unknown[];
}

/**
 * Rows of an entity, only to be read, by a statement of our own. Lists among its values are given as JSON.
 *
 * @param name Tells the statements of an entity apart: what `write` gives for one name is always the same.
 */
export async function readEntitiesBy<Row extends object>(
  database: DataSource,
  entity: new () => Row,
  name: string,
  write: () => EntityStatement,
  values: readonly unknown[],
): Promise<ReadRow<Row>[]> {
  const read = keptReader(database, entity, name, write);
  return read.parse(await read.text(values));
}

/**
 * Rows of the entity that a query selects, only to be read, in no order. What it selects is replaced by one JSON text of
 * all rows.
 */
export async function readSelected<Row extends object>(
  database: DataSource,
  entity: new () => Row,
  query: SelectQueryBuilder<Row>,
): Promise<Row[]> {
  const alias = query.expressionMap.mainAlias?.name ?? '';
  const { found, parse } = keep(shapes, database, entity, alias, (metadata) =>
    createShape(database, entity, metadata, { alias, order: [], also: [] }),
  );
  const given = await query.select(found, 'found').getRawOne<{ found: string | null }>();
  return parse(given?.found ?? '[]').map(({ row }) => row);
}

/**
 * Condition that holds for a column whose value is in a list, which is one parameter: its JSON.
 *
 * @param type Of the values, whole numbers where it is `number`.
 */
export function isAmongValues(
  { options }: DataSource,
  column: string,
  type: 'number' | 'string' = 'string',
): string {
  if (options.type !== 'postgres') return `${column} IN (SELECT value FROM json_each(?))`;
  const value = `json_array_elements_text(?::json)${type === 'number' ? '::integer' : ''}`;
  return `${column} = ANY(ARRAY(SELECT ${value}))`;
}

interface Reader<Row> {
  /** What the database gives: all rows as one JSON text. */
  text(values: readonly unknown[]): Promise<string>;
  parse(text: string): ReadRow<Row>[];
}

function keptReader<Row extends object>(
  database: DataSource,
  entity: new () => Row,
  name: string,
  write: (metadata: EntityMetadata) => EntityStatement,
): Reader<Row> {
  return keep(readers, database, entity, name, (metadata) =>
    createReader(database, entity, metadata, write(metadata)),
  );
}

/** What is made once for a database, an entity and a name. */
type KeptByEntity = WeakMap<DataSource, Map<unknown, Map<string, unknown>>>;

const readers: KeptByEntity = new WeakMap();
const shapes: KeptByEntity = new WeakMap();

function keep<Made>(
  all: KeptByEntity,
  database: DataSource,
  entity: new () => object,
  name: string,
  make: (metadata: EntityMetadata) => Made,
): Made {
  const ofDatabase = all.get(database) ?? new Map<unknown, Map<string, unknown>>();
  all.set(database, ofDatabase);
  const ofEntity = ofDatabase.get(entity) ?? new Map<string, unknown>();
  ofDatabase.set(entity, ofEntity);
  // Made for this entity, in the same way each time.
  const kept = ofEntity.get(name) as Made | undefined;
  if (kept !== undefined) return kept;
  const made = make(database.getMetadata(entity));
  ofEntity.set(name, made);
  return made;
}

function createReader<Row extends object>(
  database: DataSource,
  entity: new () => Row,
  metadata: EntityMetadata,
  { from, order = [], also = [] }: EntityStatement,
): Reader<Row> {
  const { found, parse } = createShape(database, entity, metadata, { alias: 'r', order, also });
  const statement = `SELECT ${found} AS found ${from}`;
  return {
    async text(values) {
      const [given] = await database.query<{ found: string | null }[]>(statement, [...values]);
      return given?.found ?? '[]';
    },
    parse,
  };
}

/** How rows of an entity are given as one JSON text. */
interface JsonShape<Row> {
  /** Selects all rows as a text. */
  readonly found: string;
  parse(text: string): ReadRow<Row>[];
}

function createShape<Row extends object>(
  { options }: DataSource,
  entity: new () => Row,
  metadata: EntityMetadata,
  { alias, order, also }: Required<Pick<EntityStatement, 'order' | 'also'>> & { alias: string },
): JsonShape<Row> {
  const isPostgres = options.type === 'postgres';
  const columns = metadata.columns.map(({ propertyName, databaseName, type }) => {
    const column = `${alias}.${databaseName}`;
    return {
      property: propertyName,
      selected: type === doublePrecision ? exactly(column, isPostgres) : column,
      read: cellReaders[String(type === Boolean ? 'boolean' : type)],
    };
  });
  const row = [...columns.map(({ selected }) => selected), ...also].join(', ');
  const ordered = order.length === 0 ? '' : ` ORDER BY ${order.join(', ')}`;
  return {
    found: isPostgres
      ? `CAST(json_agg(json_build_array(${row})${ordered}) AS text)`
      : `json_group_array(json_array(${row})${ordered})`,
    parse(text) {
      const found: unknown[][] = JSON.parse(text);
      return found.map((cells) => {
        const made = new entity();
        // Columns are properties of the entity, whatever their names.
        const properties = made as Record<string, unknown>;
        let index = 0;
        for (const { property, read } of columns) {
          const cell = cells[index];
          properties[property] = cell === null || read === undefined ? cell : read(cell);
          index += 1;
        }
        return { row: made, also: also.length === 0 ? nothing : cells.slice(index) };
      });
    },
  };
}

const nothing: readonly unknown[] = [];

const doublePrecision = 'double precision';

/** What JSON has otherwise than entities, by the type of the column. */
const cellReaders: Readonly<Record<string, (cell: unknown) => unknown>> = {
  boolean: (cell) => cell === true || cell === 1,
  'simple-json': (cell) => JSON.parse(String(cell)),
  [doublePrecision]: Number,
};

/** SQLite writes numbers into JSON with 15 digits, where 17 tell any two apart. */
function exactly(column: string, isPostgres: boolean): string {
  return isPostgres
    ? column
    : `CASE WHEN ${column} IS NOT NULL THEN printf('%!.17g', ${column}) END`;
}

function columnNamed(metadata: EntityMetadata, property: string): ColumnMetadata {
  const column = metadata.findColumnWithPropertyName(property);
  if (column !== undefined) return column;
  throw new Error(`[${metadata.tableName}] expected one of its properties, but got ${property}.`);
}

function typeOf({ type }: ColumnMetadata): 'number' | 'string' {
  return type === 'integer' ? 'number' : 'string';
}
