import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../src/config/settings.ts';

const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318/' };

describe('settings of traces', () => {
  it('are none where no collector is named', () => {
    expect(parseSettings({ OTEL_SERVICE_NAME: 'mine' }).traces).toBeUndefined();
  });

  it('have defaults', () => {
    expect(parseSettings(endpoint).traces).toEqual({
      endpoint: 'http://127.0.0.1:4318',
      headers: {},
      serviceName: 'redress',
      sampleRatio: 1,
    });
  });

  it('are read from the variables of OpenTelemetry', () => {
    const traces = parseSettings({
      ...endpoint,
      OTEL_EXPORTER_OTLP_HEADERS: 'X-Key=a%20b, tenant=1=2',
      OTEL_SERVICE_NAME: 'gateway-2',
      OTEL_TRACES_SAMPLER_ARG: '0.25',
    }).traces;
    expect(traces).toEqual({
      endpoint: 'http://127.0.0.1:4318',
      headers: { 'x-key': 'a b', tenant: '1=2' },
      serviceName: 'gateway-2',
      sampleRatio: 0.25,
    });
  });

  it.each([
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'localhost', 'must be an http or https address'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'secret', 'must be names and values such as x-key=secret'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'a=%', 'must be names and values such as x-key=secret'],
    ['OTEL_TRACES_SAMPLER_ARG', '2', 'must be a number from 0 to 1'],
  ])('refuse %s=%s', (name, value, expected) => {
    expect(() => parseSettings({ ...endpoint, [name]: value })).toThrow(expected);
  });
});
