import type { EntityManager } from 'typeorm';
import { councilTypes } from '../../schema/common/council-type.enum.ts';
import { formatLiveCouncilYear } from '../../schema/common/council-year.ts';
import { FigureSource } from '../../schema/common/figure-source.enum.ts';
import { england, frozenAverageName } from '../../schema/common/frozen-name.ts';
import { formatNationYear } from '../../schema/common/nation-year.ts';
import { formatTypeYear } from '../../schema/common/type-year.ts';
import { FrozenCompliance } from '../../schema/recommendations/frozen-compliance.entity.ts';
import { type FreezeRequest, writeFrozen } from '../common/write-frozen.ts';
import type { OperationContext } from '../operation-context.ts';
import {
  loadAverageCompliance,
  loadCompliance,
  loadComplianceStanding,
  loadNationalCompliance,
} from './compliance.loader.ts';
import type { WholeCompliance } from './frozen.ts';

/**
 * Freezes compliance of councils, averages and England as it is now. What is frozen already stays, but for councils
 * that are named.
 *
 * @param codes The councils whose other figures were frozen.
 */
export async function freezeCompliance(
  context: OperationContext,
  manager: EntityManager,
  codes: readonly string[],
  request: FreezeRequest,
): Promise<void> {
  const { yearEnding } = request;
  const figures = new Map<string, WholeCompliance>();
  const described = await Promise.all(
    codes.map(async (code) => {
      const key = formatLiveCouncilYear(code, yearEnding);
      const [compliance, standing] = await Promise.all([
        loadCompliance(key, context),
        loadComplianceStanding(key, context),
      ]);
      return [code, { ...compliance, standing }] as const;
    }),
  );
  for (const [code, compliance] of described) figures.set(code, compliance);
  for (const source of [FigureSource.CASEWORK, FigureSource.PUBLISHED]) {
    for (const councilType of councilTypes) {
      const key = { source, councilType, yearEnding };
      const compliance = await loadAverageCompliance(formatTypeYear(key), context);
      figures.set(frozenAverageName(key), { ...compliance, standing: null });
    }
  }
  const nation = await loadNationalCompliance(formatNationYear(yearEnding, true), context);
  figures.set(england, { ...nation, standing: null });
  await writeFrozen(manager, FrozenCompliance, figures, request);
}
