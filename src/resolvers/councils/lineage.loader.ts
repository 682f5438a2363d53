import { In } from 'typeorm';
import { Council } from '../../schema/councils/council.entity.ts';
import { CouncilFigure } from '../../schema/councils/council-figure.entity.ts';
import { CouncilSuccessor } from '../../schema/councils/council-successor.entity.ts';
import { groupBy } from '../common/group-by.ts';
import { defineLoader } from '../common/loader.ts';
import type { OperationContext } from '../operation-context.ts';
import type { CouncilLife, Lineage } from './lineage.ts';

interface SuccessionRow {
  predecessor: string;
  predecessorStart: string | null;
  predecessorEnd: string | null;
  successor: string;
  successorStart: string | null;
  successorEnd: string | null;
}

/** Who came after whom, of all councils, under the key `all`: some dozens of small rows. One statement. */
const lineages = defineLoader(
  'councilLineages',
  async (_keys: readonly 'all'[], { databases }) => {
    const rows = await databases.councils
      .getRepository(CouncilSuccessor)
      .createQueryBuilder('s')
      .innerJoin(Council, 'p', 'p.code = s.predecessorCode')
      .innerJoin(Council, 'n', 'n.code = s.successorCode')
      .select('p.code', 'predecessor')
      .addSelect('p.startDate', 'predecessorStart')
      .addSelect('p.endDate', 'predecessorEnd')
      .addSelect('n.code', 'successor')
      .addSelect('n.startDate', 'successorStart')
      .addSelect('n.endDate', 'successorEnd')
      .orderBy('s.predecessorCode', 'ASC')
      .addOrderBy('s.successorCode', 'ASC')
      .getRawMany<SuccessionRow>();
    return new Map([['all', readLineage(rows)]] as const);
  },
  (): Lineage => new Map(),
);

function readLineage(rows: readonly SuccessionRow[]): Lineage {
  const lineage = new Map<string, CouncilLife & { predecessors: string[]; successors: string[] }>();
  const lifeOf = (code: string, startDate: string | null, endDate: string | null) => {
    const known = lineage.get(code);
    if (known) return known;
    const life = { code, startDate, endDate, predecessors: [], successors: [] };
    lineage.set(code, life);
    return life;
  };
  for (const row of rows) {
    const before = lifeOf(row.predecessor, row.predecessorStart, row.predecessorEnd);
    const after = lifeOf(row.successor, row.successorStart, row.successorEnd);
    before.successors.push(after.code);
    after.predecessors.push(before.code);
  }
  return lineage;
}

/** A council's place among those before and after it, and theirs. */
export async function loadLineage(
  council: Council,
  context: OperationContext,
): Promise<{ life: CouncilLife; lineage: Lineage }> {
  const lineage = await context.loader(lineages).load('all');
  const { code, startDate, endDate } = council;
  const alone = { code, startDate, endDate, predecessors: [], successors: [] };
  return { life: lineage.get(code) ?? alone, lineage };
}

/** Years of which figures of a council are known, in order. */
export const figureYearsByCouncil = defineLoader(
  'figureYearsByCouncil',
  async (codes: readonly string[], { databases }) => {
    const rows = await databases.councils.getRepository(CouncilFigure).find({
      where: { councilCode: In([...codes]) },
      select: { councilCode: true, yearEnding: true },
      order: { yearEnding: 'ASC' },
    });
    return groupBy(
      rows,
      (row) => row.councilCode,
      (row) => row.yearEnding,
    );
  },
  () => [],
);

/** Councils by full or short name, in lower case. */
export const councilsByName = defineLoader(
  'councilsByName',
  async (names: readonly string[], { databases }) => {
    const rows = await databases.councils
      .getRepository(Council)
      .createQueryBuilder('c')
      .where('LOWER(c.name) IN (:...names) OR LOWER(c.shortName) IN (:...names)', { names })
      .orderBy('c.code', 'ASC')
      .getMany();
    const named = (name: string) => (row: Council) =>
      row.name.toLowerCase() === name || row.shortName.toLowerCase() === name;
    return new Map(names.map((name) => [name, rows.filter(named(name))] as const));
  },
  () => [],
);
