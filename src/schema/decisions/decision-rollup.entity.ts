import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { CouncilType } from '../common/council-type.enum.ts';
import type { Subject } from '../common/subject.enum.ts';

/**
 * Counts of one council, year and subject, written in the transaction that writes its decisions, so that figures cost
 * the same whatever the number of decisions. `received` counts by the year of receipt, all others by that of decision.
 */
@Entity('decision_rollup')
@Index('decision_rollup_year_type', ['yearEnding', 'councilType'])
export class DecisionRollup {
  @PrimaryColumn({ name: 'gss_code', type: 'varchar', length: 9 })
  councilCode!: string;

  @PrimaryColumn({ name: 'year_ending', type: 'integer' })
  yearEnding!: number;

  /** Type of the council at the time of the decisions. */
  @PrimaryColumn({ name: 'council_type', type: 'varchar', length: 20 })
  councilType!: CouncilType;

  @PrimaryColumn({ type: 'varchar', length: 40 })
  subject!: Subject;

  @Column({ type: 'integer' })
  received!: number;

  @Column({ type: 'integer' })
  decided!: number;

  @Column({ name: 'invalid_or_incomplete', type: 'integer' })
  invalidOrIncomplete!: number;

  @Column({ name: 'advice_given', type: 'integer' })
  adviceGiven!: number;

  @Column({ name: 'referred_back', type: 'integer' })
  referredBack!: number;

  @Column({ name: 'closed_after_initial_enquiries', type: 'integer' })
  closedAfterInitialEnquiries!: number;

  @Column({ name: 'not_upheld', type: 'integer' })
  notUpheld!: number;

  @Column({ type: 'integer' })
  upheld!: number;

  @Column({ name: 'satisfactory_remedies', type: 'integer' })
  satisfactoryRemedies!: number;

  /** Whether any decision counted here is sample data. */
  @Column({ type: Boolean })
  sample!: boolean;
}
