import type { CouncilType } from '../../schema/common/council-type.enum.ts';
import { standingAmong } from '../../schema/common/rank-rates.ts';
import type { CouncilPerformance } from '../../schema/decisions/council-performance.type.ts';
import { CouncilStanding } from '../../schema/decisions/council-standing.type.ts';
import { existedIn } from '../common/council-existence.ts';
import type { OperationContext } from '../operation-context.ts';
import { allDecisionCouncils, councilSumsByYear } from './performance.loader.ts';

/** Where a council stands among those of its type. Reads one row a council and type of the year, whoever is asked for. */
export async function loadStanding(
  performance: Pick<CouncilPerformance, 'councilCode' | 'yearEnding'>,
  councilType: CouncilType,
  context: OperationContext,
): Promise<CouncilStanding> {
  const { councilCode, yearEnding } = performance;
  const [sums, councils] = await Promise.all([
    context.loader(councilSumsByYear).load(yearEnding),
    context.loader(allDecisionCouncils).load('all'),
  ]);
  const similar = sums.filter((row) => row.councilType === councilType);
  const own = similar.find((row) => row.councilCode === councilCode);
  const standing = new CouncilStanding();
  const upheld = similar.map((row) => ({
    numerator: row.upheld,
    denominator: row.upheld + row.notUpheld,
  }));
  const remedies = similar.map((row) => ({
    numerator: row.satisfactoryRemedies,
    denominator: row.upheld,
  }));
  const at = own === undefined ? -1 : similar.indexOf(own);
  const nothing = { numerator: 0, denominator: 0 };
  standing.upheld = standingAmong(upheld[at] ?? nothing, upheld, 'lowest');
  standing.satisfactoryRemedies = standingAmong(remedies[at] ?? nothing, remedies, 'highest');

  const upheldByCode = new Map(similar.map((row) => [row.councilCode, row.upheld]));
  const populated = [...councils.values()].filter(
    (council) =>
      upheldByCode.has(council.councilCode) ||
      (council.type === councilType && existedIn(yearEnding, council)),
  );
  const perPerson = new Map(
    populated.map((council) => [
      council.councilCode,
      {
        numerator: upheldByCode.get(council.councilCode) ?? 0,
        denominator: council.population ?? 0,
      },
    ]),
  );
  standing.upheldPer100k = standingAmong(
    perPerson.get(councilCode) ?? nothing,
    [...perPerson.values()],
    'lowest',
  );
  return standing;
}
