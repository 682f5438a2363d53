import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CouncilType } from '../common/council-type.enum.ts';
import type { Subject } from '../common/subject.enum.ts';

/**
 * Counts of all councils of one type together, by year and subject: the sums of `DecisionRollup`, written in the same
 * transaction. Similar averages and national figures are read from these few rows.
 */
@Entity('decision_type_rollup')
export class DecisionTypeRollup {
  @PrimaryColumn({ name: 'year_ending', type: 'integer' })
  yearEnding!: number;

  /** Type of the councils at the time of the decisions. */
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
