import {
  flagOff,
  key,
  optional,
  type TableDescription,
  text,
  whole,
} from '../table-description.ts';

export const trainingTables: readonly TableDescription[] = [
  {
    name: 'course',
    columns: {
      id: key(text(200)),
      title: text(120),
      audience: text(20),
      sector: text(80),
    },
  },
  {
    name: 'course_delivery',
    columns: {
      id: key(text(64)),
      course_id: text(200),
      held_on: text(10),
      year_ending: whole,
      place: text(80),
      gss_code: optional(text(9)),
      provider: optional(text(160)),
      people: whole,
      sample: flagOff,
    },
    indexes: {
      course_delivery_year: ['year_ending', 'held_on'],
      course_delivery_council: ['gss_code', 'year_ending'],
    },
    foreignKeys: {
      course_delivery_course_fk: {
        column: 'course_id',
        table: 'course',
        target: 'id',
        onDelete: 'RESTRICT',
      },
    },
  },
  {
    name: 'seminar',
    columns: {
      id: key(text(120)),
      series: text(80),
      held_on: text(10),
      year_ending: whole,
      place: text(80),
      delegates: whole,
      sample: flagOff,
    },
    indexes: { seminar_year: ['year_ending', 'held_on'] },
  },
  {
    name: 'seminar_attendance',
    columns: { seminar_id: key(text(120)), gss_code: key(text(9)) },
    indexes: { seminar_attendance_council: ['gss_code'] },
    foreignKeys: {
      seminar_attendance_seminar_fk: {
        column: 'seminar_id',
        table: 'seminar',
        target: 'id',
        onDelete: 'CASCADE',
      },
    },
  },
];
