import { describe, expect, it } from 'vitest';
import { defineReport } from '../../src/reports/define-report.ts';
import { councilCard } from './council-card.ts';

/** Defines a report as someone without a compiler could. */
function define(change: Record<string, unknown>): () => unknown {
  const definition = {
    name: 'my-report',
    title: 'My report',
    apiVersion: 1,
    params: councilCard.params,
    query: councilCard.query,
    view: () => undefined,
    fixtures: { kent: councilCard.fixtures.kent },
    ...change,
  };
  return () => Reflect.apply(defineReport, undefined, [definition]);
}

describe('defineReport', () => {
  it('gives the report with its defaults filled in', () => {
    expect(councilCard).toMatchObject({ name: 'council-card', description: '', apiVersion: 1 });
    expect(councilCard.parameterNames).toEqual(['council', 'yearEnding']);
    expect(councilCard.variables({ council: 'kent' })).toEqual({ slug: 'kent' });
  });

  it('takes the parameters for the variables unless told otherwise', () => {
    const report = Object(define({ variables: undefined })());
    expect(report.variables({ council: 'kent' })).toEqual({ council: 'kent' });
  });
});

describe('defineReport, misused', () => {
  it.each([
    [
      { name: 'My Report' },
      '[report:My Report] name: expected a kebab-case name such as "annual-letter", but got "My Report".',
    ],
    [{ title: ' ' }, '[report:my-report] title: expected a title, but got " ".'],
    [
      { apiVersion: '1' },
      '[report:my-report] apiVersion: expected the version of the contract, 1, but got "1".',
    ],
    [{ params: {} }, '[report:my-report] params: expected z.object({ … }), but got an object.'],
    [{ query: '{ x }' }, '[report:my-report] query: expected graphql(`query …`), but got "{ x }".'],
    [{ view: undefined }, '[report:my-report] view: expected a function, but got nothing.'],
    [{ publicData: {} }, '[report:my-report] publicData: expected a function, but got an object.'],
    [
      { fixtures: {} },
      '[report:my-report] fixtures: expected at least one, but got none. Add { typical: { params, data } }.',
    ],
    [
      { fixtures: { A: {} } },
      '[report:my-report] fixtures["A"]: expected a kebab-case name such as "no-investigations".',
    ],
    [
      { fixtures: { a: { params: {} } } },
      '[report:my-report] fixtures["a"]: expected { params, data }, but got an object.',
    ],
    [
      { fixtures: { a: { params: { council: 1 }, data: {} } } },
      '[report:my-report] fixtures["a"].params.council: Invalid input: expected string, received number.',
    ],
    [
      { fixture: {} },
      '[report:my-report] fixture: expected one of name, title, description, apiVersion, version, allow, params, query, variables, view, publicData, fixtures. Is it misspelt?',
    ],
  ])('names report and field: %#', (change, message) => {
    expect(define(change)).toThrow(message);
  });

  it('lists every problem at once, each on a line and in `problems`', () => {
    const attempt = define({ title: '', view: 1 });
    expect(attempt).toThrow(
      '[report:my-report] title: expected a title, but got "".\n[report:my-report] view: expected a function, but got 1.',
    );
    expect(attempt).toThrow(
      expect.objectContaining({
        code: 'REPORT_DEFINITION_INVALID',
        report: 'my-report',
        problems: ['title: expected a title, but got "".', 'view: expected a function, but got 1.'],
      }),
    );
  });
});
