import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Paragraphs that stand in one council's letter of one year only. */
@Entity('council_comment')
export class CouncilComment {
  @PrimaryColumn({ name: 'gss_code', type: 'varchar', length: 9 })
  councilCode!: string;

  @PrimaryColumn({ name: 'year_ending', type: 'integer' })
  yearEnding!: number;

  /** Paragraphs divided by empty lines. */
  @Column({ type: 'text' })
  text!: string;
}
