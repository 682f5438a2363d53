import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { CouncilType } from '../common/council-type.enum.ts';
import type { Compliance } from './compliance.enum.ts';

/**
 * How the recommendations of one decision were settled together, once all of them are: not complied if any was not,
 * late if any was late, else on time. Dated by the last of them. Written in the transaction that writes them.
 */
@Entity('compliance_outcome')
@Index('compliance_outcome_council_year', ['councilCode', 'yearEnding'])
export class ComplianceOutcome {
  @PrimaryColumn({ name: 'decision_reference', type: 'varchar', length: 12 })
  decisionReference!: string;

  @Column({ name: 'gss_code', type: 'varchar', length: 9 })
  councilCode!: string;

  @Column({ name: 'council_type', type: 'varchar', length: 20 })
  councilType!: CouncilType;

  @Column({ name: 'settled_on', type: 'varchar', length: 10 })
  settledOn!: string;

  /** Year ending in which it was recorded. */
  @Column({ name: 'year_ending', type: 'integer' })
  yearEnding!: number;

  @Column({ type: 'varchar', length: 20 })
  outcome!: Compliance;
}
