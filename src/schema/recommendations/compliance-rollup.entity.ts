import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { CouncilType } from '../common/council-type.enum.ts';

/** Compliance outcomes of one council and year, counted in the transaction that writes them. */
@Entity('compliance_rollup')
@Index('compliance_rollup_year_type', ['yearEnding', 'councilType'])
export class ComplianceRollup {
  @PrimaryColumn({ name: 'gss_code', type: 'varchar', length: 9 })
  councilCode!: string;

  @PrimaryColumn({ name: 'year_ending', type: 'integer' })
  yearEnding!: number;

  @PrimaryColumn({ name: 'council_type', type: 'varchar', length: 20 })
  councilType!: CouncilType;

  @Column({ name: 'on_time', type: 'integer' })
  onTime!: number;

  @Column({ type: 'integer' })
  late!: number;

  @Column({ name: 'not_complied', type: 'integer' })
  notComplied!: number;
}
