import { In } from 'typeorm';
import { Council } from '../../schema/councils/council.entity.ts';
import { CouncilSuccessor } from '../../schema/councils/council-successor.entity.ts';
import { Officer } from '../../schema/councils/officer.entity.ts';
import { groupBy } from '../common/group-by.ts';
import { defineLoader } from '../common/loader.ts';

const nothing = () => null;

export const councilByCode = defineLoader(
  'councilByCode',
  async (codes: readonly string[], { databases }) => {
    const rows = await databases.councils.getRepository(Council).findBy({ code: In([...codes]) });
    return new Map(rows.map((row) => [row.code, row]));
  },
  nothing,
);

export const councilBySlug = defineLoader(
  'councilBySlug',
  async (slugs: readonly string[], { databases }) => {
    const rows = await databases.councils.getRepository(Council).findBy({ slug: In([...slugs]) });
    return new Map(rows.map((row) => [row.slug, row]));
  },
  nothing,
);

/** Codes of the councils that took over from a council, in order of code. */
export const successorCodesByCouncil = defineLoader(
  'successorCodesByCouncil',
  async (codes: readonly string[], { databases }) => {
    const rows = await databases.councils.getRepository(CouncilSuccessor).find({
      where: { predecessorCode: In([...codes]) },
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
    const rows = await databases.councils.getRepository(CouncilSuccessor).find({
      where: { successorCode: In([...codes]) },
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
    const rows = await databases.councils.getRepository(Officer).find({
      where: { councilCode: In([...codes]) },
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
    const rows = await databases.councils.getRepository(Officer).findBy({ id: In([...ids]) });
    return new Map(rows.map((row) => [row.id, row]));
  },
  nothing,
);
