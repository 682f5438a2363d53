import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CouncilType } from '../common/council-type.enum.ts';

/** Averages of a council type in one year as they were printed. Null where a part was not printed. */
@Entity('published_average')
export class PublishedAverage {
  @PrimaryColumn({ type: 'varchar', length: 20 })
  type!: CouncilType;

  @PrimaryColumn({ name: 'year_ending', type: 'integer' })
  yearEnding!: number;

  @Column({ name: 'uphold_percent', type: 'integer', nullable: true })
  upholdPercent!: number | null;

  @Column({ name: 'satisfactory_remedy_percent', type: 'integer', nullable: true })
  satisfactoryRemedyPercent!: number | null;

  /** One decimal, as printed. */
  @Column({ name: 'upheld_per_100k', type: 'double precision', nullable: true })
  upheldPer100k!: number | null;

  @Column({ name: 'source_note', type: 'text', nullable: true })
  sourceNote!: string | null;
}
