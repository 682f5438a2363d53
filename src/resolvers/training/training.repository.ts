import { type DataSource, In } from 'typeorm';
import { Course } from '../../schema/training/course.entity.ts';
import { CourseDelivery } from '../../schema/training/course-delivery.entity.ts';
import { Seminar } from '../../schema/training/seminar.entity.ts';
import { SeminarAttendance } from '../../schema/training/seminar-attendance.entity.ts';
import type { TrainingAudience } from '../../schema/training/training-audience.enum.ts';
import { readEntities } from '../common/read-entities.ts';

/** Courses of one audience and sector in a year, counted. */
export interface CourseCount {
  yearEnding: number;
  audience: TrainingAudience;
  sector: string;
  courses: number;
  people: number;
  sample: boolean;
}

/** Courses of all years counted by audience and sector. A few rows a year. */
export async function countCourses(database: DataSource): Promise<CourseCount[]> {
  const rows = await database
    .getRepository(CourseDelivery)
    .createQueryBuilder('d')
    .innerJoin(Course, 'c', 'c.id = d.courseId')
    .select('d.yearEnding', 'yearEnding')
    .addSelect('c.audience', 'audience')
    .addSelect('c.sector', 'sector')
    .addSelect('COUNT(*)', 'courses')
    .addSelect('SUM(d.people)', 'people')
    .addSelect('MAX(CASE WHEN d.sample THEN 1 ELSE 0 END)', 'sample')
    .groupBy('d.yearEnding')
    .addGroupBy('c.audience')
    .addGroupBy('c.sector')
    .getRawMany<Omit<CourseCount, 'sample'> & { sample: number | string }>();
  return rows.map((row) => ({
    ...row,
    courses: Number(row.courses),
    people: Number(row.people),
    sample: Number(row.sample) === 1,
  }));
}

const earliestFirst = { heldOn: 'ASC', id: 'ASC' } as const;

/** Courses held in some years. */
export function findDeliveriesOfYears(
  database: DataSource,
  years: readonly number[],
): Promise<CourseDelivery[]> {
  return database
    .getRepository(CourseDelivery)
    .find({ where: { yearEnding: In([...years]) }, order: earliestFirst });
}

/** Courses held for some councils in a year. */
export function findDeliveriesOfCouncils(
  database: DataSource,
  codes: readonly string[],
  yearEnding: number,
): Promise<CourseDelivery[]> {
  return database
    .getRepository(CourseDelivery)
    .find({ where: { councilCode: In([...codes]), yearEnding }, order: earliestFirst });
}

/** Seminars of some years. */
export function findSeminarsOfYears(
  database: DataSource,
  years: readonly number[],
): Promise<Seminar[]> {
  return readEntities(database, Seminar, { where: { yearEnding: years }, order: earliestFirst });
}

/** Seminars of a year with the councils among some that sent someone. */
export async function findSeminarsOfCouncils(
  database: DataSource,
  codes: readonly string[],
  yearEnding: number,
): Promise<{ councilCode: string; seminar: Seminar }[]> {
  const attendances = await database.getRepository(SeminarAttendance).find({
    where: { councilCode: In([...codes]), seminar: { yearEnding } },
    relations: { seminar: true },
    order: { seminar: { heldOn: 'ASC', id: 'ASC' } },
  });
  return attendances.flatMap(({ councilCode, seminar }) =>
    seminar ? [{ councilCode, seminar }] : [],
  );
}

/** Which councils sent someone to some seminars, by code. */
export function findAttendances(
  database: DataSource,
  seminarIds: readonly string[],
): Promise<SeminarAttendance[]> {
  return readEntities(database, SeminarAttendance, {
    where: { seminarId: seminarIds },
    order: { seminarId: 'ASC', councilCode: 'ASC' },
  });
}

/** Courses by identifier. */
export function findCourses(database: DataSource, ids: readonly string[]): Promise<Course[]> {
  return database.getRepository(Course).findBy({ id: In([...ids]) });
}

/** Every course, by title, then sector, then audience. */
export function findAllCourses(database: DataSource): Promise<Course[]> {
  return database
    .getRepository(Course)
    .find({ order: { title: 'ASC', sector: 'ASC', audience: 'ASC' } });
}
