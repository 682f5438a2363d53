import { Council } from '../../schema/councils/council.entity.ts';
import { CouncilSuccessor } from '../../schema/councils/council-successor.entity.ts';
import { Officer } from '../../schema/councils/officer.entity.ts';
import { groupBy } from '../common/group-by.ts';
import { defineLoader } from '../common/loader.ts';
import { readEntities } from '../common/read-entities.ts';

const nothing = () => null;

export const councilByCode = defineLoader(
  'councilByCode',
  async (codes: readonly string[], { databases }) => {
    const rows = await readEntities(databases.councils, Council, { where: { code: codes } });
    return new Map(rows.map((row) => [row.code, row]));
  },
  nothing,
);

export const councilBySlug = defineLoader(
  'councilBySlug',
  async (slugs: readonly string[], { databases }) => {
    const rows = await readEntities(databases.councils, Council, { where: { slug: slugs } });
    return new Map(rows.map((row) => [row.slug, row]));
  },
  nothing,
);

/** Codes of the councils that took over from a council, in order of code. */
export const successorCodesByCouncil = defineLoader(
  'successorCodesByCouncil',
  async (codes: readonly string[], { databases }) => {
    const rows = await readEntities(databases.councils, CouncilSuccessor, {
      where: { predecessorCode: codes },
      order: { successorCode: 'ASC' },
    });
    return groupBy(
      rows,
      (row) => row.predecessorCode,
      (row) => row.successorCode,
    );
  },
  () => [],
);

/** Codes of the councils from which a council took over, in order of code. */
export const predecessorCodesByCouncil = defineLoader(
  'predecessorCodesByCouncil',
  async (codes: readonly string[], { databases }) => {
    const rows = await readEntities(databases.councils, CouncilSuccessor, {
      where: { successorCode: codes },
      order: { predecessorCode: 'ASC' },
    });
    return groupBy(
      rows,
      (row) => row.successorCode,
      (row) => row.predecessorCode,
    );
  },
  () => [],
);

/** Officers of a council in the order in which letters name them. */
export const officersByCouncil = defineLoader(
  'officersByCouncil',
  async (codes: readonly string[], { databases }) => {
    const rows = await readEntities(databases.councils, Officer, {
      where: { councilCode: codes },
      order: { councilCode: 'ASC', position: 'ASC' },
    });
    return groupBy(
      rows,
      (row) => row.councilCode,
      (row) => row,
    );
  },
  () => [],
);

export const officerById = defineLoader(
  'officerById',
  async (ids: readonly string[], { databases }) => {
    const rows = await readEntities(databases.councils, Officer, { where: { id: ids } });
    return new Map(rows.map((row) => [row.id, row]));
  },
  nothing,
);
