/** One council in one year ending. */
export interface CouncilYear {
  councilCode: string;
  yearEnding: number;
}

/** A set of council-years: those whose counts have to be made again. */
export class CouncilYears {
  readonly #byKey = new Map<string, CouncilYear>();

  /** Adds one. A year that is null (an open case has no year of decision) is left out. */
  add(councilCode: string, yearEnding: number | null): void {
    if (yearEnding === null) return;
    this.#byKey.set(`${councilCode}-${yearEnding}`, { councilCode, yearEnding });
  }

  addAll(others: CouncilYears): void {
    for (const { councilCode, yearEnding } of others.all()) this.add(councilCode, yearEnding);
  }

  all(): CouncilYear[] {
    return [...this.#byKey.values()];
  }

  /** The years of all, each once. */
  years(): number[] {
    return [...new Set(this.all().map((item) => item.yearEnding))];
  }

  /** The set in parts small enough for one statement, each with its values in order: code, year, code, year … */
  chunks(): { size: number; parameters: (string | number)[] }[] {
    const all = this.all();
    const chunks: { size: number; parameters: (string | number)[] }[] = [];
    for (let from = 0; from < all.length; from += chunkSize) {
      const some = all.slice(from, from + chunkSize);
      chunks.push({
        size: some.length,
        parameters: some.flatMap((item) => [item.councilCode, item.yearEnding]),
      });
    }
    return chunks;
  }
}

const chunkSize = 500;
