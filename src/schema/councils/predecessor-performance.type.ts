import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { CacheHint, caseworkMaxAge } from '../common/cache-hint.ts';

/** Figures of predecessors as the councils subgraph knows them: by their key alone, which says whose they are. */
@Directive('@key(fields: "id", resolvable: false)')
@CacheHint({ maxAge: caseworkMaxAge })
@ObjectType('PredecessorPerformance', {
  description:
    'The councils from which another took over, in one year ending 31 March: the figures of each, and their sums where these can be told. They are never part of the other council’s own figures.',
  simpleResolvers: true,
})
export class CouncilsPredecessorPerformance {
  @Field(() => ID, { description: 'Opaque.' })
  id!: string;
}
