export interface ProgressBarOptions {
  /** Where it is drawn. A terminal gets a bar; anything else gets a line for every tenth. */
  stream: { write(text: string): unknown; isTTY?: boolean; columns?: number };
  /** Milliseconds of a clock that never goes back. Default: `performance.now`. */
  now?: () => number;
}

export interface ProgressBar {
  /** Shows how far the work named by the label is, of a total if that is known. A new label begins a new line. */
  update(label: string, done: number, total: number | null): void;
  /** Ends the last line. */
  finish(): void;
}

/** A progress bar with rate and time left. */
export function createProgressBar({
  stream,
  now = () => performance.now(),
}: ProgressBarOptions): ProgressBar {
  return stream.isTTY === true
    ? new TerminalBar(
        (text) => stream.write(text),
        () => stream.columns ?? 80,
        now,
      )
    : new PlainLines((text) => stream.write(text), now);
}

/** How far one piece of work is. */
class Work {
  constructor(
    readonly label: string,
    readonly startedAt: number,
    public done = 0,
    public total: number | null = 0,
  ) {}

  get share(): number {
    if (this.total === null) return 0;
    return this.total === 0 ? 1 : Math.min(1, this.done / this.total);
  }

  get isOver(): boolean {
    return this.total !== null && this.done >= this.total;
  }

  /** For example `12,345 of 87,935 · 14,021/s · 5 s left`. */
  describe(now: number): string {
    const seconds = (now - this.startedAt) / 1000;
    const counts =
      this.total === null || this.isOver
        ? formatCount(this.total ?? this.done)
        : `${formatCount(this.done)} of ${formatCount(this.total)}`;
    if (seconds < 0.2) return counts;
    const rate = this.done / seconds;
    const parts = [counts, `${formatCount(Math.round(rate))}/s`];
    if (this.isOver) parts.push(`took ${formatSeconds(seconds)}`);
    else if (this.total !== null && rate > 0)
      parts.push(`${formatSeconds((this.total - this.done) / rate)} left`);
    return parts.join(' · ');
  }
}

const redrawMs = 80;
const labelWidth = 18;
const barWidth = { least: 6, most: 24 };

/** One line that is drawn over and over. */
class TerminalBar implements ProgressBar {
  #work: Work | null = null;
  #drawnAt = Number.NEGATIVE_INFINITY;

  constructor(
    readonly write: (text: string) => void,
    readonly columns: () => number,
    readonly now: () => number,
  ) {}

  update(label: string, done: number, total: number | null): void {
    if (this.#work?.label !== label) {
      this.finish();
      this.#work = new Work(label, this.now());
      this.#drawnAt = Number.NEGATIVE_INFINITY;
    }
    this.#work.done = done;
    this.#work.total = total;
    const now = this.now();
    if (now - this.#drawnAt < redrawMs && !this.#work.isOver) return;
    this.#drawnAt = now;
    this.write(`\r\u001b[2K${this.#line(this.#work, now)}`);
  }

  finish(): void {
    if (this.#work === null) return;
    this.write(`\r\u001b[2K${this.#line(this.#work, this.now())}\n`);
    this.#work = null;
  }

  #line(work: Work, now: number): string {
    const room = Math.max(10, this.columns() - 1);
    const text = work.describe(now);
    const left = room - labelWidth - text.length - 2;
    const width = Math.min(barWidth.most, Math.max(barWidth.least, left));
    const full = Math.round(work.share * width);
    if (work.total === null) return `${work.label.padEnd(labelWidth)} ${text}`.slice(0, room);
    const bar = '█'.repeat(full) + '░'.repeat(width - full);
    return `${work.label.padEnd(labelWidth)} ${bar} ${text}`.slice(0, room);
  }
}

/** Where the total is not known, a line for so many. */
const lineEvery = 100_000;

/** A line for every tenth, for logs and pipes. */
class PlainLines implements ProgressBar {
  #work: Work | null = null;
  #tenth = 0;

  constructor(
    readonly write: (text: string) => void,
    readonly now: () => number,
  ) {}

  update(label: string, done: number, total: number | null): void {
    if (this.#work?.label !== label) {
      this.#work = new Work(label, this.now());
      this.#tenth = 0;
    }
    this.#work.done = done;
    this.#work.total = total;
    if (total === null) {
      const hundredThousands = Math.floor(done / lineEvery);
      if (hundredThousands <= this.#tenth) return;
      this.#tenth = hundredThousands;
      this.write(`${label}: ${this.#work.describe(this.now())}\n`);
      return;
    }
    const tenth = Math.floor(this.#work.share * 10);
    if (tenth <= this.#tenth) return;
    this.#tenth = tenth;
    this.write(`${label} ${tenth * 10}%: ${this.#work.describe(this.now())}\n`);
  }

  finish(): void {
    this.#work = null;
  }
}

function formatCount(count: number): string {
  return count.toLocaleString('en-GB');
}

function formatSeconds(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return `${Math.ceil(seconds / 60)} min`;
}
