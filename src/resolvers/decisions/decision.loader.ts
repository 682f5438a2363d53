import { In } from 'typeorm';
import { Decision } from '../../schema/decisions/decision.entity.ts';
import type { DecisionFilter } from '../../schema/decisions/decision-filter.input.ts';
import type { DecisionOrder } from '../../schema/decisions/decision-order.input.ts';
import { groupBy } from '../common/group-by.ts';
import { defineLoader } from '../common/loader.ts';
import type { PageRequest } from '../common/pagination.ts';
import { findCorrectionsOf } from './correction.repository.ts';
import {
  countDecisionsByCouncil,
  findDecisionsByCouncil,
  findPublicReports,
} from './decision.repository.ts';
import { countFacet, type Facet } from './decision-facets.repository.ts';

export const decisionByReference = defineLoader(
  'decisionByReference',
  async (references: readonly string[], { databases }) => {
    const rows = await databases.decisions
      .getRepository(Decision)
      .findBy({ reference: In([...references]) });
    return new Map(rows.map((row) => [row.reference, row]));
  },
  () => null,
);

/** What tells one list of a council's decisions from another in the same operation. */
export interface DecisionList {
  filter: DecisionFilter;
  order: DecisionOrder;
  page: PageRequest;
}

export const decisionsByCouncil = defineLoader(
  'decisionsByCouncil',
  async (codes: readonly string[], { databases }, list: DecisionList) => {
    const rows = await findDecisionsByCouncil(
      databases.decisions,
      codes,
      list.filter,
      list.order,
      list.page,
    );
    return groupBy(
      rows,
      (row) => row.councilCode,
      (row) => row,
    );
  },
  () => [],
);

export const decisionCountByCouncil = defineLoader(
  'decisionCountByCouncil',
  (codes: readonly string[], { databases }, filter: DecisionFilter) =>
    countDecisionsByCouncil(databases.decisions, codes, filter),
  () => 0,
);

/** How a council's list of decisions divides by one facet. */
export const decisionFacetByCouncil = defineLoader(
  'decisionFacetByCouncil',
  async (
    codes: readonly string[],
    { databases },
    { facet, filter }: { facet: Facet; filter: DecisionFilter },
  ) =>
    groupBy(
      await countFacet(databases.decisions, facet, { ...filter, councils: null }, codes),
      (row) => row.councilCode,
      (row) => row,
    ),
  () => [],
);

/** Public reports of a council, of one year (`null`: of all years), latest first. */
export const publicReportsByCouncil = defineLoader(
  'publicReportsByCouncil',
  async (codes: readonly string[], { databases }, yearEnding: number | null) =>
    groupBy(
      await findPublicReports(databases.decisions, codes, yearEnding),
      (row) => row.councilCode,
      (row) => row,
    ),
  () => [],
);

/** Corrections of a decision, the last first. */
export const correctionsByDecision = defineLoader(
  'correctionsByDecision',
  async (references: readonly string[], { databases }) =>
    groupBy(
      await findCorrectionsOf(databases.decisions, references),
      (row) => row.reference,
      (row) => row,
    ),
  () => [],
);
