import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type GraphQLSchema, printSchema } from 'graphql';
import type { Gateway } from '../create-gateway.ts';
import { sendHttpError } from './http-error.ts';

/**
 * `GET /schema.graphql`: the public API schema as text, for code generators of clients.
 *
 * @param maySeeSchema Whether the sender of a request may ask for the schema.
 */
export function addSchemaRoute(
  app: FastifyInstance,
  gateway: Pick<Gateway<never>, 'schema'>,
  maySeeSchema: (request: FastifyRequest) => Promise<boolean>,
): void {
  let printed: { of: GraphQLSchema; text: string } | undefined;
  app.get('/schema.graphql', async (request, reply) => {
    if (!(await maySeeSchema(request))) {
      return sendHttpError(
        reply,
        403,
        'INTROSPECTION_DISABLED',
        'The schema is shown to callers who are signed in. Send a credential.',
      );
    }
    if (printed?.of !== gateway.schema) {
      printed = { of: gateway.schema, text: `${printSchema(gateway.schema)}\n` };
    }
    return reply.type('application/graphql; charset=utf-8').send(printed.text);
  });
}
