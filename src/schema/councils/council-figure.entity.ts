import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FigureSource } from '../common/figure-source.enum.ts';

/**
 * What the councils subgraph remembers of a council's year, so that lists of councils can be filtered and ordered by
 * figures without asking another subgraph. Written in the transaction that changes the figures; published figures win
 * over casework. Rates are unrounded percentages (or the printed one), null where there is no denominator.
 */
@Entity('council_figure')
export class CouncilFigure {
  @PrimaryColumn({ name: 'gss_code', type: 'varchar', length: 9 })
  councilCode!: string;

  @PrimaryColumn({ name: 'year_ending', type: 'integer' })
  yearEnding!: number;

  @Column({ type: 'varchar', length: 10 })
  source!: FigureSource;

  @Column({ type: 'integer', nullable: true })
  received!: number | null;

  @Column({ type: 'integer', nullable: true })
  decided!: number | null;

  @Column({ type: 'integer', nullable: true })
  upheld!: number | null;

  @Column({ name: 'upheld_rate', type: 'double precision', nullable: true })
  upheldRate!: number | null;

  @Column({ name: 'compliance_rate', type: 'double precision', nullable: true })
  complianceRate!: number | null;

  @Column({ name: 'satisfactory_remedy_rate', type: 'double precision', nullable: true })
  satisfactoryRemedyRate!: number | null;

  @Column({ name: 'upheld_per_100k', type: 'double precision', nullable: true })
  upheldPer100k!: number | null;
}
