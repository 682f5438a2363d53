import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CouncilType } from '../common/council-type.enum.ts';

/** Compliance of a council type in one year as it was printed. */
@Entity('published_compliance_average')
export class PublishedComplianceAverage {
  @PrimaryColumn({ type: 'varchar', length: 20 })
  type!: CouncilType;

  @PrimaryColumn({ name: 'year_ending', type: 'integer' })
  yearEnding!: number;

  @Column({ type: 'integer', nullable: true })
  percent!: number | null;
}
