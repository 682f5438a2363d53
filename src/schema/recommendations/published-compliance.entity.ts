import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A council's compliance of one year as it was printed. A row stands for every published council-year. */
@Entity('published_compliance')
export class PublishedCompliance {
  @PrimaryColumn({ name: 'gss_code', type: 'varchar', length: 9 })
  councilCode!: string;

  @PrimaryColumn({ name: 'year_ending', type: 'integer' })
  yearEnding!: number;

  /** How many outcomes were recorded; 0 where none was due; null where it was not printed. */
  @Column({ type: 'integer', nullable: true })
  outcomes!: number | null;

  @Column({ type: 'integer', nullable: true })
  percent!: number | null;
}
