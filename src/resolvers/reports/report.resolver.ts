import { GraphQLError } from 'graphql';
import { Arg, Ctx, Directive, Mutation, Query, Resolver } from 'type-graphql';
import { RenderedReport } from '../../schema/reports/rendered-report.type.ts';
import { ReportDefinition } from '../../schema/reports/report-definition.type.ts';
import { JsonScalar } from '../../schema/scalars/json.scalar.ts';
import type { OperationContext } from '../operation-context.ts';
import type { RenderedParts, ReportService } from './report-service.ts';

@Resolver(() => ReportDefinition)
export class ReportResolver {
  @Query(() => [ReportDefinition], { description: 'All reports that are installed, by name.' })
  @Directive('@listSize(assumedSize: 50)')
  reportDefinitions(@Ctx() context: OperationContext): readonly ReportDefinition[] {
    return context.reports?.definitions ?? [];
  }

  @Mutation(() => RenderedReport, {
    description:
      'Renders a report from today’s data without keeping it. Needs the scope `letters:render`.',
  })
  @Directive('@requiresScopes(scopes: [["letters:render"]])')
  renderReport(
    @Ctx() context: OperationContext,
    @Arg('name', () => String, { description: 'Name of the report: `annual-letter`.' })
    name: string,
    @Arg('params', () => JsonScalar, {
      description: 'Its parameters, an object: `{ "council": "dartford", "yearEnding": 2020 }`.',
    })
    params: unknown,
  ): Promise<RenderedParts> {
    return reportService(context).render(name, params);
  }
}

function reportService(context: OperationContext): ReportService {
  if (context.reports) return context.reports;
  throw new GraphQLError(
    'Mutation.renderReport needs the gateway, which this subgraph cannot ask when it runs alone. Send the mutation to the gateway.',
    { extensions: { code: 'REPORTS_UNAVAILABLE' } },
  );
}
