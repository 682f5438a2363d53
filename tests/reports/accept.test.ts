import { describe, expect, it } from 'vitest';
import { chooseType } from '../../src/reports/accept.ts';

const offers = ['text/html', 'text/plain', 'message/rfc822'] as const;

describe('chooseType', () => {
  it.each([
    [undefined, 'text/html'],
    ['*/*', 'text/html'],
    ['text/plain', 'text/plain'],
    ['TEXT/PLAIN; charset=utf-8', 'text/plain'],
    ['text/html;q=0.4, text/plain;q=0.5', 'text/plain'],
    ['text/*, text/html;q=0', 'text/plain'],
    ['*/*;q=0.1, message/rfc822', 'message/rfc822'],
    ['text/html;q=0, */*', 'text/plain'],
    ['application/pdf', undefined],
    ['', undefined],
    ['*/*;q=0', undefined],
    ['text/html;q=nonsense', undefined],
    [', ,;;,text/plain', 'text/plain'],
  ])('for %j chooses %j', (accept, type) => {
    expect(chooseType(accept, offers)).toBe(type);
  });
});
