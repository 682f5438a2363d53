import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guardFormula, unguardFormula } from '../../../src/database/exports/formula-guard.ts';

/** Texts that are rich in what the guard looks at. */
const hostile = fc.oneof(
  fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '\n', '＝', 'a', '1') }),
  fc.string({ unit: 'binary' }),
);

describe('guardFormula', () => {
  it.each(['=1+1', '+44 20', '-', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1', '＋1', '－1', '＠A1'])(
    'puts an apostrophe before %j',
    (text) => expect(guardFormula(text)).toBe(`'${text}`),
  );

  it.each(['', 'Housing', "O'Neill", "'quoted'", '1-2', 'a=b', ' =1'])(
    'leaves %j alone',
    (text) => {
      expect(guardFormula(text)).toBe(text);
    },
  );

  it('never leaves a text that begins like a formula', () => {
    fc.assert(fc.property(hostile, (text) => !/^[=+\-@\t\r\n＝＋－＠]/.test(guardFormula(text))));
  });

  it('is undone by unguardFormula, whatever the text', () => {
    fc.assert(fc.property(hostile, (text) => unguardFormula(guardFormula(text)) === text));
  });
});

describe('unguardFormula', () => {
  it('takes away one apostrophe, and only before what would be a formula', () => {
    expect(unguardFormula("''=1")).toBe("'=1");
    expect(unguardFormula("'tis")).toBe("'tis");
    expect(unguardFormula('=1')).toBe('=1');
  });
});
