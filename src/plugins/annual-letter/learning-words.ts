import type { ReportFormat } from '../../reports/index.ts';
import type { LetterTraining } from './query.ts';

/** The year's seminars and training, a paragraph each; empty where there were none. */
export function describeLearning(training: LetterTraining | null, format: ReportFormat): string[] {
  if (training === null) return [];
  return [describeSeminars(training, format), describeTraining(training, format)].filter(
    (paragraph) => paragraph !== '',
  );
}

function describeSeminars(training: LetterTraining, format: ReportFormat): string {
  const { seminarDelegates, seminarAuthorities, seminarPlaces } = training;
  if (seminarDelegates === 0) return '';
  const delegates = format.plural(seminarDelegates, 'delegate', 'delegates');
  const authorities = format.plural(seminarAuthorities, 'authority', 'authorities');
  return `The officers who work with us day by day are our link officers, and in the year we invited them to seminars in ${format.list(seminarPlaces)}. ${delegates} came, from ${authorities}. We are grateful for what they told us about handling complaints where they are first made, and we hope they took as much away as we did.`;
}

function describeTraining(training: LetterTraining, format: ReportFormat): string {
  const { courses, people, careProviderRecord } = training;
  if (courses === 0) return '';
  const held = format.plural(courses, 'course', 'courses');
  const record = careProviderRecord
    ? ' We trained more adult care providers than in any year before.'
    : '';
  return `We also teach what we have learned from complaints. We held ${held} in the year${describeChange(training, format)}, and trained ${roughly(people, format)}.${record} If a course would help your officers, please ask us.`;
}

function describeChange({ change }: LetterTraining, format: ReportFormat): string {
  if (change === null) return '';
  if (change === 0) return ', as many as the year before';
  return `, ${format.count(Math.abs(change))} ${change > 0 ? 'more' : 'fewer'} than the year before`;
}

/** "more than 1,400 people" for 1,437: hundreds are enough in a letter. Small numbers stay exact. */
function roughly(people: number, format: ReportFormat): string {
  const hundreds = Math.floor(people / 100) * 100;
  if (hundreds === 0 || hundreds === people) return format.plural(people, 'person', 'people');
  return `more than ${format.count(hundreds)} people`;
}
