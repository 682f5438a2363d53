import type { DataSource } from 'typeorm';
import type { Databases } from './operation-context.ts';

/** One database for all subgraphs, as one machine has it. */
export function shareDatabase(database: DataSource): Databases {
  return {
    councils: database,
    decisions: database,
    recommendations: database,
    training: database,
    reports: database,
  };
}
