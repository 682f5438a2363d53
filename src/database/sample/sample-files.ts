import type { CsvRecord } from '../imports/csv-scanner.ts';
import { type ImportKindName, importKinds } from '../imports/import-kinds.ts';
import { createCasework } from './casework.ts';
import { planCasework } from './casework-plan.ts';
import { createOfficers } from './officers.ts';
import { createRecommendations } from './recommendations.ts';
import type { SampleCouncil } from './sample-council.ts';
import { dateOf } from './sample-days.ts';
import { type Cell, toRecords } from './sample-records.ts';
import { createSeminars } from './seminars.ts';
import { createCourses } from './training.ts';

/** One made-up file, as an import takes it. */
export interface SampleFile {
  kind: ImportKindName;
  /** How many rows it has, without the header. */
  rows: number;
  records: Iterable<CsvRecord[]>;
}

/** The made-up part of the sample dataset: the same to the byte every time, for the same councils. */
export function createSampleFiles(councils: readonly SampleCouncil[]): SampleFile[] {
  const cases = createCasework(planCasework(councils));
  return [
    sampleFile('officers', createOfficers(councils), (officer) => [
      officer.councilCode,
      officer.name,
      officer.salutation,
      officer.office,
      officer.email,
    ]),
    sampleFile('decisions', cases, (item) => [
      item.reference,
      item.councilCode,
      dateOf(item.receivedDay),
      item.decidedDay === null ? null : dateOf(item.decidedDay),
      item.subject,
      item.topic.category,
      item.topic.subcategory,
      item.outcome,
      item.satisfactoryRemedy,
      item.publicReport,
      item.summary,
      true,
    ]),
    sampleFile('recommendations', createRecommendations(cases), (item) => [
      item.reference,
      item.number,
      item.kind,
      item.remedy,
      item.text,
      item.dueOn,
      item.settledOn,
      item.compliance,
      true,
    ]),
    sampleFile('courses', createCourses(councils), (course) => [
      course.title,
      course.audience,
      course.sector,
      course.heldOn,
      course.place,
      course.councilCode,
      course.provider,
      course.delegates,
      true,
    ]),
    sampleFile('seminars', createSeminars(councils), (seminar) => [
      seminar.series,
      seminar.heldOn,
      seminar.place,
      seminar.delegates,
      seminar.councilCodes.join(' '),
      true,
    ]),
  ];
}

/** @param cellsOf The cells of a row, in the order of the kind's columns. */
function sampleFile<Row>(
  kind: ImportKindName,
  rows: readonly Row[],
  cellsOf: (row: Row) => readonly Cell[],
): SampleFile {
  return { kind, rows: rows.length, records: toRecords(importKinds[kind].columns, rows, cellsOf) };
}
