import { Subject, subjects } from '../../schema/common/subject.enum.ts';

/** Sectors that are about some subjects of complaints, by a word that their name holds. */
const subjectsBySector: readonly (readonly [RegExp, readonly Subject[]])[] = [
  [/adult|social care/i, [Subject.ADULT_CARE_SERVICES]],
  [/child|education|school/i, [Subject.EDUCATION_AND_CHILDRENS_SERVICES]],
  [/housing|homeless/i, [Subject.HOUSING]],
  [/planning/i, [Subject.PLANNING_AND_DEVELOPMENT]],
  [/highway|transport|parking/i, [Subject.HIGHWAYS_AND_TRANSPORT]],
  [/benefit|\btax/i, [Subject.BENEFITS_AND_TAX]],
  [/environment|licensing|waste/i, [Subject.ENVIRONMENTAL_SERVICES]],
];

/**
 * The subjects of complaints that a course of a sector helps with, in their usual order. A sector that names none, such
 * as "Local authority services", is about all of them.
 */
export function subjectsOfSector(sector: string): Subject[] {
  const named = subjectsBySector.flatMap(([words, found]) => (words.test(sector) ? found : []));
  return named.length === 0 ? [...subjects] : subjects.filter((subject) => named.includes(subject));
}
