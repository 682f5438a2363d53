import { Arg, Ctx, Directive, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { Subject } from '../../schema/common/subject.enum.ts';
import { CouncilTraining, TrainingCouncil } from '../../schema/training/council.type.ts';
import { Course } from '../../schema/training/course.entity.ts';
import { CourseDelivery } from '../../schema/training/course-delivery.entity.ts';
import { Seminar } from '../../schema/training/seminar.entity.ts';
import { TrainingAudience } from '../../schema/training/training-audience.enum.ts';
import { TrainingYear } from '../../schema/training/training-year.type.ts';
import { parseYearEnding } from '../common/year-ending.ts';
import type { OperationContext } from '../operation-context.ts';
import { subjectsOfSector } from './course-subjects.ts';
import {
  allCourses,
  councilCodesBySeminar,
  courseById,
  deliveriesByCouncil,
  deliveriesByYear,
  seminarsByCouncil,
} from './training.loader.ts';
import { loadTrainingYear } from './training-year.ts';

@Resolver(() => TrainingYear)
export class TrainingYearResolver {
  @Query(() => TrainingYear, {
    nullable: true,
    description: 'All training of a year. Null for a year of which none is known.',
  })
  trainingYear(
    @Ctx() context: OperationContext,
    @Arg('yearEnding', () => Int, { description: 'The year ending 31 March, for example 2020.' })
    yearEnding: number,
  ): Promise<TrainingYear | null> {
    return loadTrainingYear(parseYearEnding(yearEnding), context);
  }

  @FieldResolver(() => [CourseDelivery], { description: 'Every course held, earliest first.' })
  @Directive('@listSize(assumedSize: 500)')
  deliveries(
    @Root() year: TrainingYear,
    @Ctx() context: OperationContext,
  ): Promise<CourseDelivery[]> {
    return context.loader(deliveriesByYear).load(year.yearEnding);
  }

  @FieldResolver(() => [String], { description: 'Places of the seminars, in the order held.' })
  seminarPlaces(@Root() year: TrainingYear): string[] {
    return [...new Set(year.seminars.map((seminar) => seminar.place))];
  }

  @FieldResolver(() => Int, {
    description: 'Different authorities that sent someone to any seminar: each counts once.',
  })
  async seminarAuthorities(
    @Root() year: TrainingYear,
    @Ctx() context: OperationContext,
  ): Promise<number> {
    const loader = context.loader(councilCodesBySeminar);
    const codes = await Promise.all(year.seminars.map((seminar) => loader.load(seminar.id)));
    return new Set(codes.flat()).size;
  }
}

@Resolver(() => Course)
export class CourseResolver {
  @Query(() => [Course], {
    description: 'Every course on offer, by title, then sector.',
  })
  @Directive('@listSize(assumedSize: 100)')
  async courses(
    @Ctx() context: OperationContext,
    @Arg('audience', () => TrainingAudience, {
      nullable: true,
      description: 'Only courses for these people. Default: all.',
    })
    audience: TrainingAudience | null | undefined,
  ): Promise<Course[]> {
    const courses = await context.loader(allCourses).load('all');
    return audience ? courses.filter((course) => course.audience === audience) : courses;
  }

  @FieldResolver(() => [Subject], {
    description:
      'Subjects of complaints that the course helps with, from its sector. A sector that names none is about all nine.',
  })
  @Directive('@listSize(assumedSize: 9)')
  subjects(@Root() course: Course): Subject[] {
    return subjectsOfSector(course.sector);
  }
}

@Resolver(() => CourseDelivery)
export class CourseDeliveryResolver {
  @FieldResolver(() => Course, { description: 'The course.' })
  course(
    @Root() delivery: CourseDelivery,
    @Ctx() context: OperationContext,
  ): Promise<Course | null> {
    return context.loader(courseById).load(delivery.courseId);
  }

  @FieldResolver(() => TrainingCouncil, {
    nullable: true,
    description: 'The council whose officers came. Null for a provider’s course.',
  })
  council(@Root() delivery: CourseDelivery): TrainingCouncil | null {
    return delivery.councilCode === null ? null : new TrainingCouncil(delivery.councilCode);
  }
}

@Resolver(() => Seminar)
export class SeminarResolver {
  @FieldResolver(() => Int, { description: 'How many authorities sent someone.' })
  async authorities(@Root() seminar: Seminar, @Ctx() context: OperationContext): Promise<number> {
    return (await context.loader(councilCodesBySeminar).load(seminar.id)).length;
  }

  @FieldResolver(() => [TrainingCouncil], { description: 'The authorities that sent someone.' })
  @Directive('@listSize(assumedSize: 400)')
  async councils(
    @Root() seminar: Seminar,
    @Ctx() context: OperationContext,
  ): Promise<TrainingCouncil[]> {
    const codes = await context.loader(councilCodesBySeminar).load(seminar.id);
    return codes.map((code) => new TrainingCouncil(code));
  }
}

@Resolver(() => TrainingCouncil)
export class TrainingCouncilResolver {
  @FieldResolver(() => CouncilTraining, {
    nullable: true,
    description: 'Training its officers had in a year.',
  })
  async training(
    @Root() council: TrainingCouncil,
    @Ctx() context: OperationContext,
    @Arg('yearEnding', () => Int, { description: 'The year ending 31 March, for example 2020.' })
    yearEnding: number,
  ): Promise<CouncilTraining> {
    const year = parseYearEnding(yearEnding);
    const [courses, seminars] = await Promise.all([
      context.loader(deliveriesByCouncil, year).load(council.code),
      context.loader(seminarsByCouncil, year).load(council.code),
    ]);
    return { yearEnding: year, courses, seminars };
  }
}
