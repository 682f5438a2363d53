import { defineMigration, makeTables } from './define-migration.ts';
import { councilsTables } from './first-tables/councils.tables.ts';
import { decisionsTables } from './first-tables/decisions.tables.ts';
import { houseTables } from './first-tables/house.tables.ts';
import { recommendationsTables } from './first-tables/recommendations.tables.ts';
import { reportsTables } from './first-tables/reports.tables.ts';
import { trainingTables } from './first-tables/training.tables.ts';

/** The tables of the five subgraphs and of the house. */
export const FirstTables1780000000000 = defineMigration('FirstTables1780000000000', {
  councils: makeTables(councilsTables),
  decisions: makeTables(decisionsTables),
  recommendations: makeTables(recommendationsTables),
  training: makeTables(trainingTables),
  reports: makeTables(reportsTables),
  house: makeTables(houseTables),
});
