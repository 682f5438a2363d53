import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { gatewayCodes } from '../gateway-codes.ts';
import type { GatewayTelemetry } from './gateway-telemetry.ts';
import { type RequestScope, runInScope } from './request-scope.ts';
import { parseTraceparent } from './span.ts';

/** What a request id of a caller may look like. Anything else could forge lines of a log. */
const goodRequestId = /^[\w.:-]{1,128}$/;

/** Answers longer than this are not looked through for codes: those of operations are noted as they are made. */
const maxSearched = 16_384;

/**
 * Watches all requests of a server: each gets a request id, which `x-request-id` takes and gives back, one line in the
 * log, and its place in the metrics, which `/metrics` gives. Call it before the server listens. Nothing of headers,
 * variables or addresses is written anywhere.
 *
 * @param writeMetrics What `/metrics` gives. Default: the metrics of this process.
 */
export function watchRequests(
  app: FastifyInstance,
  telemetry: GatewayTelemetry,
  writeMetrics: () => Promise<string> = () => telemetry.metrics.write(),
): void {
  const { metrics, logger } = telemetry;
  const scopes = new WeakMap<FastifyRequest, RequestScope>();

  app.addHook('onRequest', (request, reply, done) => {
    const scope = createScope(request, telemetry);
    scopes.set(request, scope);
    metrics.requestsUnderWay.inc();
    // Also comes where the client has gone before the answer.
    reply.raw.once('close', () => metrics.requestsUnderWay.dec());
    reply.header('x-request-id', scope.requestId);
    runInScope(scope, done);
  });
  // Reading a body leaves the scope.
  app.addHook('preHandler', (request, _reply, done) => {
    const scope = scopes.get(request);
    if (scope === undefined) done();
    else runInScope(scope, done);
  });
  app.addHook('onSend', (request, _reply, payload, done) => {
    const scope = scopes.get(request);
    if (scope !== undefined && typeof payload === 'string') readCodes(payload, scope.codes);
    done(null, payload);
  });
  app.addHook('onResponse', (request, reply, done) => {
    const scope = scopes.get(request);
    if (scope !== undefined) noteAnswer(request, reply, scope);
    done();
  });
  app.addHook('onClose', () => telemetry.close());
  app.get('/metrics', async (_request, reply) => {
    reply.type(metrics.contentType);
    return writeMetrics();
  });

  const noteAnswer = (request: FastifyRequest, reply: FastifyReply, scope: RequestScope): void => {
    const route = request.routeOptions.url ?? 'none';
    const { statusCode, elapsedTime } = reply;
    metrics.requests.inc({ route, status: String(statusCode) });
    metrics.requestSeconds.observe({ route }, elapsedTime / 1_000);
    for (const code of scope.codes) metrics.errors.inc({ code });
    scope.span?.end(
      { 'http.route': route, 'http.response.status_code': statusCode },
      statusCode >= 500,
    );
    const details = {
      requestId: scope.requestId,
      ...(scope.span ? { traceId: scope.span.traceId } : {}),
      method: request.method,
      route,
      status: statusCode,
      durationMs: Math.round(elapsedTime * 100) / 100,
      ...(scope.operations.length > 0 ? { operations: scope.operations } : {}),
      ...(scope.counts.fetches > 0 ? { fetches: scope.counts.fetches } : {}),
      ...(scope.codes.size > 0 ? { codes: [...scope.codes] } : {}),
    };
    logger.info(details, 'Request answered');
  };
}

function createScope(request: FastifyRequest, { tracer }: GatewayTelemetry): RequestScope {
  const given = request.headers['x-request-id'];
  const { traceparent } = request.headers;
  const parent = parseTraceparent(typeof traceparent === 'string' ? traceparent : undefined);
  return {
    requestId: typeof given === 'string' && goodRequestId.test(given) ? given : randomUUID(),
    operations: [],
    codes: new Set(),
    counts: { fetches: 0 },
    span: tracer?.start(
      `${request.method} ${request.routeOptions.url ?? 'none'}`,
      'server',
      parent,
    ),
  };
}

/** Codes of ours in a short answer, so that refusals are counted wherever they come from. */
function readCodes(payload: string, codes: Set<string>): void {
  if (payload.length > maxSearched || !payload.includes('"errors"')) return;
  for (const [, code = ''] of payload.matchAll(/"code":"([A-Z_]+)"/g)) {
    if (code in gatewayCodes) codes.add(code);
  }
}
