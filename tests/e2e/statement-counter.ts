import type { Logger } from 'typeorm';

/** Keeps every SQL statement that a data source runs. */
export class StatementCounter implements Logger {
  readonly statements: string[] = [];

  logQuery(statement: string): void {
    this.statements.push(statement);
  }

  logQueryError(): void {}
  logQuerySlow(): void {}
  logSchemaBuild(): void {}
  logMigration(): void {}
  log(): void {}
}
