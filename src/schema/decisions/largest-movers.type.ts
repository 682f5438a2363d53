import { Directive, Field, Float, ObjectType, registerEnumType } from 'type-graphql';
import { CacheHint } from '../common/cache-hint.ts';

export const MoverMeasure = {
  UPHOLD_RATE: 'UPHOLD_RATE',
  SATISFACTORY_REMEDY_RATE: 'SATISFACTORY_REMEDY_RATE',
  UPHELD_PER_100K: 'UPHELD_PER_100K',
} as const;
export type MoverMeasure = (typeof MoverMeasure)[keyof typeof MoverMeasure];

registerEnumType(MoverMeasure, {
  name: 'MoverMeasure',
  description: 'By what councils moved.',
  valuesConfig: {
    UPHOLD_RATE: {
      description: 'Uphold rate, in percentage points. It rests on detailed investigations.',
    },
    SATISFACTORY_REMEDY_RATE: {
      description: 'Satisfactory remedy rate, in percentage points. It rests on upheld complaints.',
    },
    UPHELD_PER_100K: {
      description:
        'Upheld for every 100,000 people, one decimal. It rests on detailed investigations.',
    },
  },
});

/** A council that moved. */
@CacheHint({ inheritMaxAge: true })
@ObjectType({
  description: 'A council whose figure is not what it was in the year before.',
  simpleResolvers: true,
})
export class Mover {
  councilCode!: string;

  yearEnding!: number;

  /** Whether the figures are those of today’s casework, frozen or not. */
  isLive!: boolean;

  @Field(() => Float, {
    description:
      'The figure of the year less that of the year before, both as they are shown: whole percentage points, or one decimal for every 100,000 people. Never 0.',
  })
  change!: number;
}

@CacheHint({ inheritMaxAge: true })
@ObjectType({
  description: 'Councils that moved most from one year to the next, up and down apart.',
  simpleResolvers: true,
})
export class LargestMovers {
  @Field(() => [Mover], {
    description: 'Those whose figure is higher, the furthest first, equal ones in order of code.',
  })
  @Directive('@listSize(assumedSize: 100)')
  up!: Mover[];

  @Field(() => [Mover], {
    description: 'Those whose figure is lower, the furthest first, equal ones in order of code.',
  })
  @Directive('@listSize(assumedSize: 100)')
  down!: Mover[];
}
