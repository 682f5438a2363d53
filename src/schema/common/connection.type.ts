import { type ClassType, Directive, Field, Int, ObjectType } from 'type-graphql';
import { CacheHint } from './cache-hint.ts';

@Directive('@shareable')
@CacheHint({ inheritMaxAge: true })
@ObjectType({
  description: 'Where a page of a list stands within the whole list.',
  simpleResolvers: true,
})
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether another page follows this one.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether this page was asked for with `after`.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first item of this page.' })
  startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the last item: pass it as `after` to get the next page.',
  })
  endCursor!: string | null;
}

/** One item of a list with the cursor that leads on from it. */
export interface Edge<T> {
  cursor: string;
  node: T;
}

/** A page of a list in the Relay form, and how many items the whole list has. */
export interface Connection<T> {
  edges: Edge<T>[];
  nodes: T[];
  pageInfo: PageInfo;
  /** Counted only when a query asks for it. */
  totalCount: () => number | Promise<number>;
}

/**
 * The GraphQL types `NameConnection` and `NameEdge` for lists of an object type.
 *
 * @param node The class of the items.
 * @param name The item's name in the graph.
 * @param many Its plural, for descriptions.
 */
export function createConnectionType<T extends object>(
  node: ClassType<T>,
  name: string,
  many: string,
): ClassType<Connection<T>> {
  @CacheHint({ inheritMaxAge: true })
  @ObjectType(`${name}Edge`, {
    description: `One of the ${many}, with its cursor.`,
    simpleResolvers: true,
  })
  class NodeEdge implements Edge<T> {
    @Field(() => String, { description: 'Opaque position in the list: pass it as `after`.' })
    cursor!: string;

    @Field(() => node, { description: 'The item itself.' })
    node!: T;
  }

  @CacheHint({ inheritMaxAge: true })
  @ObjectType(`${name}Connection`, {
    description: `A page of ${many}.`,
    simpleResolvers: true,
  })
  class NodeConnection implements Connection<T> {
    @Field(() => [NodeEdge], { description: 'The items with their cursors.' })
    edges!: NodeEdge[];

    @Field(() => [node], { description: 'The items alone, for those who need no cursors.' })
    nodes!: T[];

    @Field(() => PageInfo, { description: 'How to go on from here.' })
    pageInfo!: PageInfo;

    @Field(() => Int, {
      description: 'How many items the whole list has. Costs a count: ask only when it is shown.',
    })
    totalCount!: () => number | Promise<number>;
  }
  return NodeConnection;
}
