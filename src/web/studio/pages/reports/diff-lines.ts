/** A stretch of text that both have, or only one. */
export interface Stretch {
  readonly kind: 'same' | 'gone' | 'new';
  readonly text: string;
}

/** A line of a comparison: its stretches, and whether it is in both texts as it is. */
export interface DiffLine {
  readonly kind: Stretch['kind'];
  readonly stretches: readonly Stretch[];
}

/** How two texts differ, line by line; where one line took another's place, word by word. */
export function diffLines(before: string, after: string): DiffLine[] {
  const steps = compare(before.split('\n'), after.split('\n'));
  const lines: DiffLine[] = [];
  for (let at = 0; at < steps.length; ) {
    const gone: string[] = [];
    const fresh: string[] = [];
    while (steps[at]?.kind === 'gone') gone.push(steps[at++]?.text ?? '');
    while (steps[at]?.kind === 'new') fresh.push(steps[at++]?.text ?? '');
    if (gone.length === 0 && fresh.length === 0) {
      const text = steps[at++]?.text ?? '';
      lines.push({ kind: 'same', stretches: [{ kind: 'same', text }] });
      continue;
    }
    const words = gone.map((line, index) => compareWords(line, fresh[index]));
    const newWords = fresh.map((line, index) => compareWords(gone[index], line));
    lines.push(...words.map((all): DiffLine => ({ kind: 'gone', stretches: without(all, 'new') })));
    lines.push(
      ...newWords.map((all): DiffLine => ({ kind: 'new', stretches: without(all, 'gone') })),
    );
  }
  return lines;
}

function without(stretches: readonly Stretch[], kind: Stretch['kind']): Stretch[] {
  return stretches.filter((stretch) => stretch.kind !== kind);
}

function compareWords(before: string | undefined, after: string | undefined): Stretch[] {
  if (after === undefined) return [{ kind: 'gone', text: before ?? '' }];
  if (before === undefined) return [{ kind: 'new', text: after }];
  const merged: Stretch[] = [];
  for (const step of compare(before.split(/(\s+)/), after.split(/(\s+)/))) {
    const last = merged.at(-1);
    if (last?.kind === step.kind)
      merged[merged.length - 1] = { ...last, text: last.text + step.text };
    else merged.push(step);
  }
  return merged;
}

/** The most cells of the table of longest common parts: 4,000 by 4,000 lines. */
const maxCells = 16_000_000;

/** A longest common subsequence, and what stands between its members: first what is gone, then what is new. */
function compare(before: readonly string[], after: readonly string[]): Stretch[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start])
    start += 1;
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  ) {
    end += 1;
  }
  const say =
    (kind: Stretch['kind']) =>
    (text: string): Stretch => ({ kind, text });
  return [
    ...before.slice(0, start).map(say('same')),
    ...compareMiddle(
      before.slice(start, before.length - end),
      after.slice(start, after.length - end),
    ),
    ...before.slice(before.length - end).map(say('same')),
  ];
}

function compareMiddle(before: readonly string[], after: readonly string[]): Stretch[] {
  const gone = before.map((text): Stretch => ({ kind: 'gone', text }));
  const fresh = after.map((text): Stretch => ({ kind: 'new', text }));
  if (before.length === 0 || after.length === 0 || before.length * after.length > maxCells) {
    return [...gone, ...fresh];
  }
  const width = after.length + 1;
  const lengths = new Uint32Array((before.length + 1) * width);
  const lengthAt = (row: number, column: number) => lengths[row * width + column] ?? 0;
  for (let row = before.length - 1; row >= 0; row -= 1) {
    for (let column = after.length - 1; column >= 0; column -= 1) {
      lengths[row * width + column] =
        before[row] === after[column]
          ? lengthAt(row + 1, column + 1) + 1
          : Math.max(lengthAt(row + 1, column), lengthAt(row, column + 1));
    }
  }
  const steps: Stretch[] = [];
  let row = 0;
  let column = 0;
  while (row < before.length && column < after.length) {
    if (before[row] === after[column]) {
      steps.push({ kind: 'same', text: before[row] ?? '' });
      row += 1;
      column += 1;
    } else if (lengthAt(row + 1, column) >= lengthAt(row, column + 1)) {
      steps.push(...gone.slice(row, ++row));
    } else {
      steps.push(...fresh.slice(column, ++column));
    }
  }
  return [...steps, ...gone.slice(row), ...fresh.slice(column)];
}
