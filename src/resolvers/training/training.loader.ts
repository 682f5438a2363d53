import { In } from 'typeorm';
import { Seminar } from '../../schema/training/seminar.entity.ts';
import { groupBy } from '../common/group-by.ts';
import { defineLoader } from '../common/loader.ts';
import {
  countCourses,
  findAllCourses,
  findAttendances,
  findCourses,
  findDeliveriesOfCouncils,
  findDeliveriesOfYears,
  findSeminarsOfCouncils,
  findSeminarsOfYears,
} from './training.repository.ts';

export const courseById = defineLoader(
  'courseById',
  async (ids: readonly string[], { databases }) =>
    new Map((await findCourses(databases.training, ids)).map((row) => [row.id, row])),
  () => null,
  { isCommon: true },
);

/** Every course, by title and sector, under the key `all`. */
export const allCourses = defineLoader(
  'allCourses',
  async (_keys: readonly 'all'[], { databases }) =>
    new Map([['all', await findAllCourses(databases.training)]] as const),
  () => [],
  { isCommon: true },
);

export const seminarById = defineLoader(
  'seminarById',
  async (ids: readonly string[], { databases }) => {
    const rows = await databases.training.getRepository(Seminar).findBy({ id: In([...ids]) });
    return new Map(rows.map((row) => [row.id, row]));
  },
  () => null,
);

/** Courses of all years counted by audience and sector, under the key `all`. */
export const allCourseCounts = defineLoader(
  'allCourseCounts',
  async (_keys: readonly 'all'[], { databases }) =>
    new Map([['all', await countCourses(databases.training)]] as const),
  () => [],
  { isCommon: true },
);

export const deliveriesByYear = defineLoader(
  'deliveriesByYear',
  async (years: readonly number[], { databases }) =>
    groupBy(
      await findDeliveriesOfYears(databases.training, years),
      (row) => row.yearEnding,
      (row) => row,
    ),
  () => [],
  { isCommon: true },
);

export const seminarsByYear = defineLoader(
  'seminarsByYear',
  async (years: readonly number[], { databases }) =>
    groupBy(
      await findSeminarsOfYears(databases.training, years),
      (row) => row.yearEnding,
      (row) => row,
    ),
  () => [],
  { isCommon: true },
);

/** Codes of the councils that sent someone to a seminar, in order. */
export const councilCodesBySeminar = defineLoader(
  'councilCodesBySeminar',
  async (ids: readonly string[], { databases }) =>
    groupBy(
      await findAttendances(databases.training, ids),
      (row) => row.seminarId,
      (row) => row.councilCode,
    ),
  () => [],
  { isCommon: true },
);

export const deliveriesByCouncil = defineLoader(
  'deliveriesByCouncil',
  async (codes: readonly string[], { databases }, yearEnding: number) =>
    groupBy(
      await findDeliveriesOfCouncils(databases.training, codes, yearEnding),
      (row) => row.councilCode ?? '',
      (row) => row,
    ),
  () => [],
);

export const seminarsByCouncil = defineLoader(
  'seminarsByCouncil',
  async (codes: readonly string[], { databases }, yearEnding: number) =>
    groupBy(
      await findSeminarsOfCouncils(databases.training, codes, yearEnding),
      (row) => row.councilCode,
      (row) => row.seminar,
    ),
  () => [],
);
