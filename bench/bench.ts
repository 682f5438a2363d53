/** One line of a benchmark: something of ours held against something else in the same minutes. */
export interface BenchRow {
  what: string;
  against: string;
  /** Ours divided by theirs: above 1 is faster. */
  ratio: number;
  /** What the ratio should be at least. Null: no target yet. */
  target: number | null;
  /** The measured figures behind the ratio, in words. */
  detail: string;
}

/** A benchmark. Checks that answers are equal before it times anything. */
export interface Bench {
  name: string;
  run(): Promise<{ rows: BenchRow[] }>;
}

/** A number with three significant digits: 1,234 · 12.3 · 0.123. */
export function roughly(value: number): string {
  return value.toLocaleString('en-GB', { maximumSignificantDigits: 3 });
}
