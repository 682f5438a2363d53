import pg from 'pg';
import type { DataSourceOptions } from 'typeorm';
import { sslOptions } from './postgres-driver.ts';
import { toPostgres } from './postgres-statement.ts';
import { sqliteLikeTypes } from './postgres-types.ts';
import type { PostgresAddress } from './postgres-url.ts';

/**
 * The one file that names the PostgreSQL driver, loaded when the first database of PostgreSQL is opened.
 *
 * A data source keeps a pool of connections. When the server goes away, statements fail with
 * `DatabaseUnavailableError` and the pool connects anew as soon as it is back.
 */
export function postgresOptions(address: PostgresAddress, readOnly: boolean): DataSourceOptions {
  const { settings } = address;
  return {
    type: 'postgres',
    driver: pg,
    host: address.host,
    port: address.port,
    ...(address.user === undefined ? {} : { username: address.user }),
    ...(address.password === undefined ? {} : { password: address.password }),
    database: address.database,
    ssl: sslOptions(address),
    poolSize: settings.pool_size,
    connectTimeoutMS: settings.connect_timeout_ms,
    applicationName: 'redress',
    installExtensions: false,
    // A connection that is lost while nobody uses it: the pool makes another one for the next statement.
    poolErrorHandler: () => {},
    extra: {
      Client: PortableClient,
      types: sqliteLikeTypes,
      idleTimeoutMillis: settings.idle_timeout_ms,
      statement_timeout: settings.statement_timeout_ms,
      lock_timeout: settings.lock_timeout_ms,
      keepAlive: true,
      ...(readOnly ? { options: '-c default_transaction_read_only=on' } : {}),
    },
  };
}

/** Takes SQL as it is written for both databases. */
class PortableClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config);
    const query = this.query;
    // The overloads of `query` all begin with the text or an object that has it.
    const portable = (first: unknown, ...others: unknown[]): unknown =>
      Reflect.apply(query, this, [
        typeof first === 'string' ? toPostgres(first) : first,
        ...others,
      ]);
    Object.defineProperty(this, 'query', { value: portable });
  }
}
