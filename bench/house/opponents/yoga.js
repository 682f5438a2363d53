import { createServer } from 'node:http';
import { useGraphQlJit } from '@envelop/graphql-jit';
import { createYoga } from 'graphql-yoga';

/** GraphQL Yoga with compiled operations, as it is run in production: no explorer, no log. It keeps parsed documents itself. */
export async function start(schema, createContext) {
  const yoga = createYoga({
    schema,
    context: () => withOwnMethods(createContext()),
    plugins: [useGraphQlJit()],
    graphiql: false,
    landingPage: false,
    logging: false,
    maskedErrors: true,
  });
  const server = createServer(yoga);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    path: '/graphql',
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** Yoga copies the fields of a context, and so not the methods of its class: they become fields. */
function withOwnMethods(context) {
  const methods = ['loader', 'may', 'now', 'refuseLetters'];
  return {
    ...context,
    ...Object.fromEntries(methods.map((name) => [name, context[name].bind(context)])),
  };
}
