import { Random } from './random.ts';
import type { SampleCase } from './sample-case.ts';

/**
 * Gives every case its reference: the year in which its year began and a serial in order of receipt, `19 007 429`.
 * Serials leave gaps, as they do where other bodies' complaints are numbered with them.
 *
 * @returns the cases in order of their references.
 */
export function numberCases(cases: readonly SampleCase[]): SampleCase[] {
  const inOrder = cases.toSorted(
    (a, b) => a.receivedDay - b.receivedDay || (a.councilCode < b.councilCode ? -1 : 1),
  );
  const serials = new Map<number, number>();
  const random = new Random('references');
  for (const item of inOrder) {
    const serial = (serials.get(item.receivedYear) ?? 0) + (random.chance(0.15) ? 2 : 1);
    serials.set(item.receivedYear, serial);
    item.reference = formatReference(item.receivedYear - 1, serial);
  }
  return inOrder;
}

function formatReference(year: number, serial: number): string {
  const digits = String(serial).padStart(6, '0');
  return `${String(year).slice(-2)} ${digits.slice(0, 3)} ${digits.slice(3)}`;
}
