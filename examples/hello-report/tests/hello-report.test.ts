import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkReport, renderData, renderFixture } from 'redress/reports/testing';
import { helloReport } from '../src/hello-report/report.ts';

describe('Hello report', () => {
  it('shows the rate with its counts', async () => {
    const { html, text } = await renderFixture(helloReport, 'typical');
    assert.match(html, /69%/);
    assert.match(text, /37 of 54 investigations/);
  });

  it('says in words that there is no rate', async () => {
    const { text } = await renderFixture(helloReport, 'no-investigations');
    assert.match(text, /No uphold rate is known/);
  });

  it('shows what stands in the data as text', async () => {
    const upheld = { numerator: 1, denominator: 1, percent: 100 };
    const { html } = await renderData(
      helloReport,
      { council: 'x', yearEnding: 2020 },
      { council: { name: '<script>alert(1)</script>', performance: { upheld, sample: false } } },
    );
    assert.doesNotMatch(html, /<script>/);
  });

  it('passes the check', async () => {
    assert.deepEqual(await checkReport(helloReport), []);
  });
});
