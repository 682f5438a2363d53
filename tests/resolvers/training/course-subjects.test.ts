import { describe, expect, it } from 'vitest';
import { subjectsOfSector } from '../../../src/resolvers/training/course-subjects.ts';
import { subjects } from '../../../src/schema/common/subject.enum.ts';

describe('the subjects of a sector', () => {
  it.each([
    ['Adult social care', ['ADULT_CARE_SERVICES']],
    ['Children’s services', ['EDUCATION_AND_CHILDRENS_SERVICES']],
    ['Housing and planning', ['HOUSING', 'PLANNING_AND_DEVELOPMENT']],
    ['Council tax and benefits', ['BENEFITS_AND_TAX']],
  ])('of %s are those that its name names', (sector, expected) => {
    expect(subjectsOfSector(sector)).toEqual(expected);
  });

  it('are all nine where its name names none', () => {
    expect(subjectsOfSector('Local authority services')).toEqual(subjects);
  });
});
