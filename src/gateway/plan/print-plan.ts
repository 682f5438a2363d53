import type {
  FetchNode,
  FlattenNodePathSegment,
  PlanNode,
  RequiresSelection,
} from '@graphql-hive/router-query-planner';
import { parse, print } from 'graphql';
import { asFetch } from './split-subscription.ts';

/** A plan as an indented text for people: which subgraph is asked what, in which order, and with which keys. */
export function printPlan(node: PlanNode | undefined): string {
  if (node === undefined) return 'Nothing is fetched: the gateway answers by itself.';
  return printNode(node).join('\n');
}

function printNode(node: PlanNode): string[] {
  switch (node.kind) {
    case 'Sequence':
      return block('One after another', node.nodes.flatMap(printNode));
    case 'Parallel':
      return block('At the same time', node.nodes.flatMap(printNode));
    case 'Flatten':
      return block(`For ${printPath(node.path)}`, printNode(node.node));
    case 'Fetch':
      return block(`Fetch from "${node.serviceName}"`, [
        ...printRequires(node.requires),
        ...printOperation(node.operation),
      ]);
    case 'BatchFetch':
      return block(`Fetch from "${node.serviceName}"`, [
        ...node.entityBatch.aliases.flatMap(({ alias, paths, requires }) => [
          `${alias}: for ${paths.map(printPath).join(' and ')}`,
          ...indent(printRequires(requires)),
        ]),
        ...printOperation(node.operation),
      ]);
    case 'Condition':
      return [
        ...(node.ifClause ? block(`If $${node.condition}`, printNode(node.ifClause)) : []),
        ...(node.elseClause ? block(`Unless $${node.condition}`, printNode(node.elseClause)) : []),
      ];
    case 'Subscription':
      return block('Subscribe', printNode(asFetch(node.primary)));
    default:
      return block(`Step of kind "${node.kind}"`, []);
  }
}

function block(title: string, lines: readonly string[]): string[] {
  return [title, ...indent(lines)];
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

function printOperation(operation: string): string[] {
  return print(parse(operation)).split('\n');
}

function printRequires(requires: FetchNode['requires']): string[] {
  if (requires === undefined || requires.length === 0) return [];
  return [`with ${requires.map(printRequired).join(' ')}`];
}

function printRequired(selection: RequiresSelection): string {
  switch (selection.kind) {
    case 'InlineFragment':
      return `${selection.typeCondition} { ${selection.selections.map(printRequired).join(' ')} }`;
    case 'Field': {
      const inner = selection.selections?.map(printRequired).join(' ');
      return inner ? `${selection.name} { ${inner} }` : selection.name;
    }
    default:
      return `...${selection.value}`;
  }
}

/** A path such as `products.@.reviews`, where `@` is each item of a list. */
export function printPath(path: readonly FlattenNodePathSegment[]): string {
  return path
    .map((segment) => {
      if (segment === '@') return '@';
      return 'Field' in segment ? segment.Field : `(${segment.TypeCondition.join(' or ')})`;
    })
    .join('.');
}
